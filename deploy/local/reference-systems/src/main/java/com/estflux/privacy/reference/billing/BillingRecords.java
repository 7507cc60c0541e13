package com.estflux.privacy.reference.billing;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.EventData;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.billing.DisputeClosed;
import com.estflux.privacy.contracts.billing.DisputeOpened;
import com.estflux.privacy.contracts.billing.InvoiceIssued;
import com.estflux.privacy.contracts.billing.PaymentReceived;
import com.estflux.privacy.contracts.billing.RefundIssued;
import com.estflux.privacy.reference.database.Sql;
import com.estflux.privacy.reference.http.Problem;
import com.estflux.privacy.reference.store.RecordTable;
import com.estflux.privacy.reference.store.SystemContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** Invoices, payments, refunds and disputes. */
final class BillingRecords {

    static final RecordTable TABLE = new RecordTable(DataCategory.BILLING_RECORD, "billing_record");

    private static final String ADD_INVOICE = """
            INSERT INTO billing_record
                (record_id, subject_id, kind, invoice_id, recorded_on, amount_cents, customer_name, customer_address,
                 usage_period_id)
            VALUES (?, ?, 'invoice', ?, ?, ?, ?, ?, ?::uuid)
            ON CONFLICT DO NOTHING
            """;
    private static final String ADD_ENTRY = """
            INSERT INTO billing_record (record_id, subject_id, kind, invoice_id, recorded_on, amount_cents)
            VALUES (?, ?, ?, ?, ?, ?)
            """;
    private static final String FIND_INVOICE = """
            SELECT record_id, subject_id, recorded_on, amount_cents FROM billing_record
            WHERE record_id = ? AND kind = 'invoice'
            """;
    private static final String CLOSE_DISPUTE = """
            UPDATE billing_record SET closed_at = ?
            WHERE record_id = ? AND kind = 'dispute' AND closed_at IS NULL
            RETURNING invoice_id, subject_id
            """;
    private static final String FIND_DISPUTE = "SELECT 1 FROM billing_record WHERE record_id = ? AND kind = 'dispute'";

    private final SystemContext context;

    BillingRecords(SystemContext context) {
        this.context = context;
    }

    UUID issue(NewInvoice invoice) throws SQLException {
        UUID subjectId = invoice.subjectId();
        UUID id = invoice.invoiceId() == null ? EventMessage.newId() : invoice.invoiceId();
        return context.transactions().run(connection -> {
            context.suppression().refuse(connection, subjectId);
            int added = Sql.update(
                    connection,
                    ADD_INVOICE,
                    id,
                    subjectId,
                    id,
                    invoice.recordedOn(),
                    invoice.amountCents(),
                    invoice.customerName(),
                    invoice.customerAddress(),
                    invoice.usagePeriodId());
            if (added == 0) {
                throw Problem.conflict("invoice-exists", "There is a record of this id");
            }
            context.outbox().publish(connection, new InvoiceIssued(id, subjectId, invoice.recordedOn()));
            return id;
        });
    }

    UUID pay(NewEntry payment) throws SQLException {
        return context.transactions().run(connection -> {
            Invoice invoice = invoice(connection, payment.invoiceId());
            UUID id = add(connection, "payment", invoice, payment.recordedOn(), payment.amountCents());
            return publish(
                    connection, id, new PaymentReceived(id, invoice.id(), invoice.subjectId(), payment.recordedOn()));
        });
    }

    UUID refund(NewEntry refund) throws SQLException {
        return context.transactions().run(connection -> {
            Invoice invoice = invoice(connection, refund.invoiceId());
            UUID id = add(connection, "refund", invoice, refund.recordedOn(), refund.amountCents());
            return publish(
                    connection, id, new RefundIssued(id, invoice.id(), invoice.subjectId(), refund.recordedOn()));
        });
    }

    UUID dispute(NewDispute dispute) throws SQLException {
        return context.transactions().run(connection -> {
            Invoice invoice = invoice(connection, dispute.invoiceId());
            LocalDate recordedOn = dispute.recordedOn() == null ? invoice.recordedOn() : dispute.recordedOn();
            long amountCents = dispute.amountCents() == null ? invoice.amountCents() : dispute.amountCents();
            UUID id = add(connection, "dispute", invoice, recordedOn, amountCents);
            return publish(
                    connection,
                    id,
                    new DisputeOpened(id, invoice.id(), invoice.subjectId(), recordedOn, context.now()));
        });
    }

    /** Closes a dispute; one that an erasure left in place too: its retention waits for it. */
    UUID closeDispute(UUID id, Settlement settlement) throws SQLException {
        LocalDate recordedOn = settlement.recordedOn() == null ? context.today() : settlement.recordedOn();
        return context.transactions().run(connection -> {
            Instant now = context.now();
            var closed = Sql.first(
                    connection,
                    row -> new DisputeClosed(
                            id,
                            row.getObject("invoice_id", UUID.class),
                            row.getObject("subject_id", UUID.class),
                            recordedOn,
                            now),
                    CLOSE_DISPUTE,
                    now,
                    id);
            if (closed.isEmpty()) {
                throw Sql.first(connection, row -> true, FIND_DISPUTE, id).isPresent()
                        ? Problem.conflict("dispute-closed", "The dispute is closed")
                        : Problem.notFound();
            }
            return publish(connection, id, closed.get());
        });
    }

    private record Invoice(UUID id, UUID subjectId, LocalDate recordedOn, long amountCents) {
        static Invoice read(ResultSet row) throws SQLException {
            return new Invoice(
                    row.getObject("record_id", UUID.class),
                    row.getObject("subject_id", UUID.class),
                    row.getObject("recorded_on", LocalDate.class),
                    row.getLong("amount_cents"));
        }
    }

    private Invoice invoice(Connection connection, UUID id) throws SQLException {
        Invoice invoice = Sql.first(connection, Invoice::read, FIND_INVOICE, id).orElseThrow(Problem::notFound);
        context.suppression().refuse(connection, invoice.subjectId());
        return invoice;
    }

    private static UUID add(Connection connection, String kind, Invoice invoice, LocalDate recordedOn, long amountCents)
            throws SQLException {
        UUID id = EventMessage.newId();
        Sql.update(connection, ADD_ENTRY, id, invoice.subjectId(), kind, invoice.id(), recordedOn, amountCents);
        return id;
    }

    private UUID publish(Connection connection, UUID id, EventData event) throws SQLException {
        context.outbox().publish(connection, event);
        return id;
    }
}
