package com.estflux.privacy.reference.store;

import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.InvalidEventException;
import com.estflux.privacy.contracts.InvalidEventException.Reason;
import com.estflux.privacy.contracts.proof.EventVerifier;
import com.estflux.privacy.contracts.proof.FutureDates;
import com.estflux.privacy.contracts.proof.ProofKey;
import com.estflux.privacy.contracts.proof.Sender;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Those whose commands a system carries out, by the keys its settings pin. */
public final class Issuers {

    private final Map<String, List<ProofKey>> keys;

    /**
     * Issuers.
     *
     * @param keys the keys of each, by participant; several overlap
     */
    public Issuers(Map<String, List<ProofKey>> keys) {
        this.keys = Map.copyOf(keys);
    }

    /**
     * Makes sure that a command comes from who may give it, and not from the future.
     *
     * @param header finds a record header's value by name, null if absent
     * @param data the record value
     * @throws InvalidEventException if it does not
     */
    void require(EventMessage<?> command, Function<String, byte @Nullable []> header, byte[] data, Instant now)
            throws InvalidEventException {
        FutureDates.check(command, now);
        Sender sender = Sender.of(command.type())
                .orElseThrow(() -> new InvalidEventException(Reason.WRONG_SENDER, "nobody may give such a command"));
        EventVerifier.verify(header, data, keys.getOrDefault(sender.require(command), List.of()));
    }
}
