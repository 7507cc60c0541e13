package com.estflux.privacy.contracts.rights;

import java.time.Instant;
import java.util.UUID;

/**
 * A store could not carry a command out: the one final receipt.
 *
 * @param commandId the command answered
 * @param storeId the store answering
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param reason why
 * @param failedAt when, UTC
 */
public record CommandFailed(UUID commandId, String storeId, UUID subjectId, FailureReason reason, Instant failedAt)
        implements Receipt {}
