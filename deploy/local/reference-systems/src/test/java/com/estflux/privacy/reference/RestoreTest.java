package com.estflux.privacy.reference;

import static com.estflux.privacy.reference.Commands.erase;
import static com.estflux.privacy.reference.Commands.verify;
import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RestoreTest {

    private static final String DATABASE = "support_restore";
    private static final String BACKUP = "support_backup";

    @Test
    void shouldEraseAgainBeforeItServesFromABackup() throws SQLException {
        UUID subject = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        try (TestSystem before = start()) {
            before.create("/tickets", SupportSystemTest.ticket(subject, "planted"), "ticketId");
            before.create("/tickets", SupportSystemTest.ticket(other, "other"), "ticketId");
        }
        copy(DATABASE, BACKUP);
        String othersRow;
        try (TestSystem after = start()) {
            after.carryOut(erase("support", subject));
            othersRow = after.rowsWith("ticket", other);
        }

        copy(BACKUP, DATABASE);

        try (TestSystem restored = TestSystem.prepare("support", DATABASE)) {
            assertThat(restored.rowsWith("ticket", subject)).hasLineCount(1);
            assertThat(restored.post("/tickets", SupportSystemTest.ticket(subject, "late"))
                            .statusCode())
                    .isEqualTo(503);
            restored.begin();
            restored.awaitReady();
            assertThat(restored.rowsWith("ticket", subject)).isEmpty();
            assertThat(restored.post("/tickets", SupportSystemTest.ticket(subject, "late"))
                            .statusCode())
                    .isEqualTo(409);
            assertThat(restored.carryOut(verify("support", subject)).outcomes())
                    .singleElement()
                    .satisfies(outcome -> assertThat(outcome.outcome()).isEqualTo(Outcome.NOT_FOUND));
            assertThat(restored.rowsWith("ticket", other)).isEqualTo(othersRow);
        }
    }

    private static TestSystem start() {
        TestSystem started = TestSystem.prepare("support", DATABASE);
        started.begin();
        started.awaitReady();
        return started;
    }

    /** Puts a copy of one database in the place of another; nobody uses either. */
    private static void copy(String from, String to) throws SQLException {
        try (Connection connection = Infrastructure.get().postgres().connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + to + " WITH (FORCE)");
            statement.execute("CREATE DATABASE " + to + " TEMPLATE " + from + " OWNER " + DATABASE + "_owner");
        }
    }
}
