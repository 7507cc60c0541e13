package com.estflux.privacy.contracts.support;

import com.estflux.privacy.contracts.EventData;
import java.time.Instant;
import java.util.UUID;

/**
 * A support ticket was closed: its correspondence is kept two more years (PF-6.3).
 *
 * @param ticketId the ticket
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param openedAt when it had been opened, UTC
 * @param closedAt when, UTC
 */
public record TicketClosed(UUID ticketId, UUID subjectId, Instant openedAt, Instant closedAt) implements EventData {}
