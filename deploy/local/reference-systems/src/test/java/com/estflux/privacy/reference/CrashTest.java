package com.estflux.privacy.reference;

import static com.estflux.privacy.reference.Commands.erase;
import static com.estflux.privacy.reference.Commands.verify;
import static com.estflux.privacy.reference.TestSystem.events;
import static com.estflux.privacy.reference.TestSystem.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.billing.InvoiceIssued;
import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is left of a command when the system, the database or the broker dies in the middle of it. */
class CrashTest {

    private static final String RELAY = "SELECT pg_advisory_xact_lock(hashtext('outbox-relay'))";

    private TestSystem billing;
    private UUID subject;
    private SubjectErase erase;

    @BeforeEach
    void start() {
        billing = TestSystem.startProcess("billing", "billing");
        subject = UUID.randomUUID();
        erase = erase("billing", subject);
        issue("Planted " + subject);
        await().atMost(TestSystem.PATIENCE).until(() -> billing.number("SELECT count(*) FROM outbox") == 0);
    }

    @AfterEach
    void stop() {
        billing.close();
    }

    @Test
    void shouldCarryOutACommandWhoseTransactionDied() throws SQLException {
        try (Connection inTheWay = billing.connect()) {
            hold(inTheWay, "SELECT 1 FROM billing_record WHERE subject_id = '" + subject + "' FOR UPDATE");
            publish(erase);
            awaitBlocked();
            billing.kill();
        }
        assertThat(billing.rowsWith("billing_record", subject)).hasLineCount(1);
        assertThat(billing.receipts(erase)).isEmpty();

        restart();

        assertErasedOnce();
    }

    @Test
    void shouldAnswerACommandWhoseReceiptWasNotSent() throws SQLException {
        try (Connection inTheWay = billing.connect()) {
            hold(inTheWay, RELAY);
            publish(erase);
            await().atMost(TestSystem.PATIENCE)
                    .until(() -> billing.rowsWith("billing_record", subject).isEmpty());
            billing.kill();
        }
        assertThat(billing.receipts(erase)).isEmpty();

        restart();

        assertErasedOnce();
    }

    @Test
    void shouldRepeatTheSameReceiptWhenItDiedAfterSending() throws SQLException {
        try (Connection relay = billing.connect();
                Connection rows = billing.connect()) {
            hold(relay, RELAY);
            publish(erase);
            await().atMost(TestSystem.PATIENCE).until(() -> billing.number("SELECT count(*) FROM outbox") == 2);
            hold(rows, "SELECT 1 FROM outbox FOR UPDATE");
            relay.rollback();
            billing.awaitFinal(erase);
            billing.kill();
        }

        restart();

        await().atMost(TestSystem.PATIENCE).until(() -> billing.finals(erase).size() == 2);
        assertErasedOnce();
    }

    @Test
    void shouldGoOnWhenTheDatabaseComesBack() {
        Infrastructure.get().postgres().kill();
        try {
            publish(erase);
            HttpResponse<String> refused =
                    billing.post("/invoices", BillingSystemTest.invoice(UUID.randomUUID(), "No"));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(billing.isReady()).isFalse();
        } finally {
            Infrastructure.get().postgres().restart();
        }

        assertErasedOnce();
        await().atMost(TestSystem.PATIENCE).until(billing::isReady);
    }

    @Test
    void shouldPublishWhatHappenedWhileTheBrokerWasAway() {
        UUID other = UUID.randomUUID();
        Infrastructure.get().kafka().kill();
        try {
            billing.create("/invoices", BillingSystemTest.invoice(other, "Other"), "invoiceId");
        } finally {
            Infrastructure.get().kafka().restart();
        }

        await().atMost(TestSystem.PATIENCE).untilAsserted(() -> assertThat(
                        events(Topic.BILLING_RECORDS, InvoiceIssued.class, one -> one.subjectId()
                                .equals(other)))
                .hasSize(1));
        publish(erase);
        assertErasedOnce();
    }

    private void assertErasedOnce() {
        billing.awaitFinal(erase);
        var receipts = billing.finals(erase);
        assertThat(receipts).containsOnly(receipts.get(0));
        assertThat(billing.carryOut(verify("billing", subject)).outcomes())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.outcome()).isEqualTo(Outcome.NOT_FOUND));
        assertThat(billing.number("SELECT count(*) FROM command_execution WHERE command_id = ?", erase.commandId()))
                .isEqualTo(1);
        assertThat(billing.output()).doesNotContain(subject.toString());
    }

    private void restart() {
        billing = TestSystem.startProcess("billing", "billing");
    }

    private void issue(String name) {
        billing.create("/invoices", BillingSystemTest.invoice(subject, name), "invoiceId");
    }

    private static void hold(Connection connection, String lock) throws SQLException {
        connection.setAutoCommit(false);
        connection.createStatement().execute(lock);
    }

    private void awaitBlocked() {
        await().atMost(TestSystem.PATIENCE).until(() -> billing.number("""
                        SELECT count(*) FROM pg_stat_activity
                        WHERE datname = 'billing' AND wait_event_type = 'Lock' AND query LIKE '%billing_record%'
                        """) > 0);
    }
}
