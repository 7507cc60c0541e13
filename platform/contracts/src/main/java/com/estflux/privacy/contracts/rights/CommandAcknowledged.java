package com.estflux.privacy.contracts.rights;

import java.time.Instant;
import java.util.UUID;

/**
 * A store has durably accepted a command.
 *
 * @param commandId the command answered
 * @param storeId the store answering
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param acknowledgedAt when, UTC
 */
public record CommandAcknowledged(UUID commandId, String storeId, UUID subjectId, Instant acknowledgedAt)
        implements Receipt {}
