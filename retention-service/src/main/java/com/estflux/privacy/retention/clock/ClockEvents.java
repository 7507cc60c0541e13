package com.estflux.privacy.retention.clock;

import com.estflux.privacy.contracts.account.AccountClosed;
import com.estflux.privacy.contracts.account.AccountOpened;
import com.estflux.privacy.contracts.billing.DisputeClosed;
import com.estflux.privacy.contracts.billing.DisputeOpened;
import com.estflux.privacy.contracts.billing.InvoiceIssued;
import com.estflux.privacy.contracts.billing.PaymentReceived;
import com.estflux.privacy.contracts.billing.RefundIssued;
import com.estflux.privacy.contracts.support.TicketClosed;
import com.estflux.privacy.contracts.support.TicketOpened;
import com.estflux.privacy.platform.time.Tallinn;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What announced events mean for clocks. Each is taken in whatever order it arrives: what a closing event said is not
 * undone by the opening event that comes after it.
 */
@ApplicationScoped
public class ClockEvents {

    private final ClockBook book;

    ClockEvents(ClockBook book) {
        this.book = book;
    }

    /**
     * A customer opened an account; opening it again after it was closed lets its clock run open-ended again, and after an
     * erasure lets the person back.
     */
    public Uni<Void> opened(AccountOpened account) {
        return book.readmit(account.subjectId(), account.openedAt())
                .chain(() -> book.enter(
                        entry(account.subjectId(), ClockKind.ACCOUNT, account.subjectId(), null, account.openedAt()),
                        clock -> {
                            clock.openedAt = account.openedAt();
                            if (clock.closedAt != null && clock.closedAt.isBefore(account.openedAt())) {
                                clock.closedAt = null;
                            }
                        }));
    }

    /** The service relationship ended (PF-6.1). */
    public Uni<Void> closed(AccountClosed account) {
        return book.enter(
                entry(account.subjectId(), ClockKind.ACCOUNT, account.subjectId(), null, account.closedAt()), clock -> {
                    if (clock.openedAt == null || !clock.openedAt.isAfter(account.closedAt())) {
                        clock.closedAt = account.closedAt();
                    }
                });
    }

    /** An accounting document; its retention counts from the financial year it was recorded in (PF-6.2). */
    public Uni<Void> issued(InvoiceIssued invoice) {
        return book.enter(
                entry(invoice.subjectId(), ClockKind.INVOICE, invoice.invoiceId(), null, endOf(invoice.recordedOn())),
                clock -> clock.recordedOn = invoice.recordedOn());
    }

    /** A payment for an invoice, which may not have been announced yet. */
    public Uni<Void> received(PaymentReceived payment) {
        return book.enter(
                entry(
                        payment.subjectId(),
                        ClockKind.PAYMENT,
                        payment.paymentId(),
                        payment.invoiceId(),
                        endOf(payment.recordedOn())),
                clock -> clock.recordedOn = payment.recordedOn());
    }

    /** A refund for an invoice. */
    public Uni<Void> issued(RefundIssued refund) {
        return book.enter(
                entry(
                        refund.subjectId(),
                        ClockKind.REFUND,
                        refund.refundId(),
                        refund.invoiceId(),
                        endOf(refund.recordedOn())),
                clock -> clock.recordedOn = refund.recordedOn());
    }

    /** A dispute keeps itself and the documents of its invoice open. */
    public Uni<Void> opened(DisputeOpened dispute) {
        return book.enter(
                entry(
                        dispute.subjectId(),
                        ClockKind.DISPUTE,
                        dispute.disputeId(),
                        dispute.invoiceId(),
                        dispute.openedAt()),
                clock -> {
                    clock.openedAt = dispute.openedAt();
                    clock.recordedOn = clock.closedAt == null ? dispute.recordedOn() : clock.recordedOn;
                });
    }

    /** A dispute was settled: it counts from the settlement's accounting date, its documents from their own again. */
    public Uni<Void> closed(DisputeClosed dispute) {
        return book.enter(
                entry(
                        dispute.subjectId(),
                        ClockKind.DISPUTE,
                        dispute.disputeId(),
                        dispute.invoiceId(),
                        dispute.closedAt()),
                clock -> {
                    clock.closedAt = dispute.closedAt();
                    clock.recordedOn = dispute.recordedOn();
                });
    }

    /** A ticket was opened. */
    public Uni<Void> opened(TicketOpened ticket) {
        return book.enter(
                entry(ticket.subjectId(), ClockKind.TICKET, ticket.ticketId(), null, ticket.openedAt()),
                clock -> clock.openedAt = ticket.openedAt());
    }

    /** A ticket was closed: two more years (PF-6.3). */
    public Uni<Void> closed(TicketClosed ticket) {
        return book.enter(
                entry(ticket.subjectId(), ClockKind.TICKET, ticket.ticketId(), null, ticket.openedAt()), clock -> {
                    clock.openedAt = ticket.openedAt();
                    clock.closedAt = ticket.closedAt();
                });
    }

    /** A case was opened, or heard of for the first time. */
    public Uni<Void> caseOpened(UUID caseId, UUID subjectId, Instant openedAt) {
        return book.enter(
                entry(subjectId, ClockKind.CASE, caseId, null, openedAt),
                clock -> clock.openedAt = clock.openedAt == null ? openedAt : clock.openedAt);
    }

    /** A case was closed. */
    public Uni<Void> caseClosed(UUID caseId, UUID subjectId, Instant closedAt) {
        return book.enter(entry(subjectId, ClockKind.CASE, caseId, null, closedAt), clock -> clock.closedAt = closedAt);
    }

    private static ClockBook.Entry entry(
            UUID subjectId, ClockKind kind, UUID recordId, @Nullable UUID relatedId, Instant happenedAt) {
        return new ClockBook.Entry(subjectId, kind, recordId, relatedId, happenedAt);
    }

    /** An accounting date has no time; on the day a person comes back it is taken for one of theirs. */
    private static Instant endOf(LocalDate date) {
        return date.plusDays(1).atStartOfDay(Tallinn.ZONE).toInstant();
    }
}
