package com.estflux.privacy.reference;

import static com.estflux.privacy.reference.TestSystem.events;
import static com.estflux.privacy.reference.TestSystem.kafka;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.billing.DisputeClosed;
import com.estflux.privacy.contracts.billing.DisputeOpened;
import com.estflux.privacy.contracts.billing.InvoiceIssued;
import com.estflux.privacy.contracts.billing.PaymentReceived;
import com.estflux.privacy.contracts.billing.RefundIssued;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BillingSystemTest {

    private static TestSystem billing;

    @BeforeAll
    static void start() {
        billing = TestSystem.start("billing");
    }

    @AfterAll
    static void stop() {
        billing.close();
    }

    static String invoice(UUID subjectId, String name) {
        return """
                {"subjectId":"%s","customerName":"%s","customerAddress":"Pikk 1, Tallinn","amountCents":1250,
                 "recordedOn":"2026-11-24"}
                """.formatted(subjectId, name);
    }

    @Test
    void shouldPublishDocumentsWithoutTheirContent() {
        UUID subject = UUID.randomUUID();
        String name = "Planted " + UUID.randomUUID();

        UUID invoice = billing.create("/invoices", invoice(subject, name), "invoiceId");
        UUID payment = billing.create("/payments", entry(invoice, "2026-11-25"), "paymentId");
        UUID refund = billing.create("/refunds", entry(invoice, "2026-11-26"), "refundId");
        UUID dispute = billing.create("/disputes", "{\"invoiceId\":\"" + invoice + "\"}", "disputeId");
        assertThat(billing.post("/disputes/" + dispute + "/close", "{\"recordedOn\":\"2027-01-02\"}")
                        .statusCode())
                .isEqualTo(204);

        await().atMost(TestSystem.PATIENCE).untilAsserted(() -> assertThat(
                        events(Topic.BILLING_RECORDS, DisputeClosed.class, one -> one.disputeId()
                                .equals(dispute)))
                .singleElement()
                .satisfies(closed -> assertThat(closed.recordedOn()).isEqualTo("2027-01-02")));
        assertThat(events(Topic.BILLING_RECORDS, InvoiceIssued.class, one -> one.subjectId()
                        .equals(subject)))
                .containsExactly(new InvoiceIssued(invoice, subject, LocalDate.of(2026, 11, 24)));
        assertThat(events(Topic.BILLING_RECORDS, PaymentReceived.class, one -> one.subjectId()
                        .equals(subject)))
                .containsExactly(new PaymentReceived(payment, invoice, subject, LocalDate.of(2026, 11, 25)));
        assertThat(events(Topic.BILLING_RECORDS, RefundIssued.class, one -> one.subjectId()
                        .equals(subject)))
                .containsExactly(new RefundIssued(refund, invoice, subject, LocalDate.of(2026, 11, 26)));
        assertThat(events(Topic.BILLING_RECORDS, DisputeOpened.class, one -> one.subjectId()
                        .equals(subject)))
                .singleElement()
                .satisfies(opened -> assertThat(opened.recordedOn()).isEqualTo("2026-11-24"));
        assertThat(kafka().values(Topic.BILLING_RECORDS.topicName()))
                .noneMatch(value -> value.contains(name) || value.contains("Pikk") || value.contains("1250"));
        assertThat(billing.rowsWith("billing_record", name)).contains("2026-11-24");
    }

    @Test
    void shouldRefuseWhatItHasOrHasNot() {
        UUID invoice = billing.create("/invoices", invoice(UUID.randomUUID(), "Mari"), "invoiceId");
        String again = invoice(UUID.randomUUID(), "Jaan").replace("{\"sub", "{\"invoiceId\":\"" + invoice + "\",\"sub");
        UUID dispute = billing.create("/disputes", "{\"invoiceId\":\"" + invoice + "\"}", "disputeId");
        billing.post("/disputes/" + dispute + "/close", "{}");

        assertThat(billing.post("/invoices", again).statusCode()).isEqualTo(409);
        assertThat(billing.post("/payments", entry(UUID.randomUUID(), "2026-11-25"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(billing.post("/payments", entry(invoice, "2206-11-25")).statusCode())
                .isEqualTo(400);
        assertThat(billing.post("/payments", entry(dispute, "2026-11-25")).statusCode())
                .isEqualTo(404);
        assertThat(billing.post("/disputes/" + dispute + "/close", "{}").statusCode())
                .isEqualTo(409);
        assertThat(billing.number("SELECT count(*) FROM billing_record WHERE invoice_id = ?", invoice))
                .isEqualTo(2);
    }

    private static String entry(UUID invoice, String recordedOn) {
        return "{\"invoiceId\":\"%s\",\"amountCents\":500,\"recordedOn\":\"%s\"}".formatted(invoice, recordedOn);
    }
}
