package com.estflux.privacy.contracts.support;

import com.estflux.privacy.contracts.EventData;
import java.time.Instant;
import java.util.UUID;

/**
 * A support ticket was opened.
 *
 * @param ticketId the ticket
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param openedAt when, UTC
 */
public record TicketOpened(UUID ticketId, UUID subjectId, Instant openedAt) implements EventData {}
