package com.estflux.privacy.contracts.account;

import com.estflux.privacy.contracts.EventData;
import java.time.Instant;
import java.util.UUID;

/**
 * A customer opened an account.
 *
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param openedAt when, UTC
 */
public record AccountOpened(UUID subjectId, Instant openedAt) implements EventData {}
