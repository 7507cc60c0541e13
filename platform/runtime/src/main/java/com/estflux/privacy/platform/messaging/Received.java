package com.estflux.privacy.platform.messaging;

import com.estflux.privacy.contracts.EventData;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.proof.ProofKey;
import java.util.Optional;

/**
 * An event as it was taken in.
 *
 * @param event the event
 * @param key the key that proves who said it; empty if its type needs no proof
 * @param <T> the type of its data
 */
public record Received<T extends EventData>(EventMessage<T> event, Optional<ProofKey> key) {}
