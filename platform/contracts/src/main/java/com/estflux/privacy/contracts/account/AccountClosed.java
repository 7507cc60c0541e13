package com.estflux.privacy.contracts.account;

import com.estflux.privacy.contracts.EventData;
import java.time.Instant;
import java.util.UUID;

/**
 * A customer closed their account: the service relationship ended (PF-6.1).
 *
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param closedAt when, UTC
 */
public record AccountClosed(UUID subjectId, Instant closedAt) implements EventData {}
