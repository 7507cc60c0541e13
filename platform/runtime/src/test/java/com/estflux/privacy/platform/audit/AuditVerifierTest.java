package com.estflux.privacy.platform.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.estflux.privacy.platform.Database;
import com.estflux.privacy.platform.audit.AuditVerifier.KeptHead;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class AuditVerifierTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String SLOW = "SELECT s.position FROM audit_seal s JOIN audit_entry e ON e.id = s.entry_id"
            + " WHERE e.action = 'test.slow'";

    private static final String TAKE = "CREATE TABLE taken AS SELECT * FROM audit_entry WHERE id = %1$d;"
            + "CREATE TABLE taken_seal AS SELECT * FROM audit_seal WHERE entry_id = %1$d;"
            + "DELETE FROM audit_seal WHERE entry_id = %1$d; DELETE FROM audit_entry WHERE id = %1$d;";
    private static final String GIVE_BACK = "INSERT INTO audit_entry OVERRIDING SYSTEM VALUE SELECT * FROM taken;"
            + "INSERT INTO audit_seal SELECT * FROM taken_seal; DROP TABLE taken; DROP TABLE taken_seal";

    @Inject
    AuditLog audit;

    @Inject
    AuditSealer sealer;

    @Inject
    AuditVerifier verifier;

    private long third;
    private long fourth;

    @BeforeEach
    void recordSomething() {
        for (int i = 0; i < 5; i++) {
            record(i);
        }
        sealer.seal().await().atMost(PATIENCE);
        long last = Database.count("SELECT max(id) FROM audit_entry WHERE action = 'test.action'");
        third = last - 2;
        fourth = last - 1;
        assertThat(verify(null).intact()).isTrue();
    }

    @Test
    void shouldFindOneChangedByte() {
        tampered(
                "UPDATE audit_entry SET reason = 'becausf' WHERE id = " + third,
                "UPDATE audit_entry SET reason = 'because' WHERE id = " + third,
                position(third));
    }

    @Test
    void shouldFindNullMadeOfText() {
        tampered(
                "UPDATE audit_entry SET object_kind = NULL WHERE id = " + third,
                "UPDATE audit_entry SET object_kind = 'number' WHERE id = " + third,
                position(third));
    }

    @Test
    void shouldFindRemovedRow() {
        long position = position(third);
        tampered(TAKE.formatted(third), GIVE_BACK, position);
    }

    @Test
    void shouldFindRemovedRowThoughLaterOnesWereMovedUp() {
        long position = position(third);
        String move = "UPDATE audit_seal SET position = -(position %s 1) WHERE position > %d;"
                + "UPDATE audit_seal SET position = -position WHERE position < 0;";
        tampered(
                TAKE.formatted(third) + move.formatted("-", position),
                move.formatted("+", position - 1) + GIVE_BACK,
                position);
    }

    @Test
    void shouldFindInsertedRow() {
        long position = position(third);
        String move = "UPDATE audit_seal SET position = -(position %s 1) WHERE position >= %d;"
                + "UPDATE audit_seal SET position = -position WHERE position < 0;";
        long forged = Database.count("INSERT INTO audit_entry (recorded_at, action, actor, outcome)"
                + " VALUES (clock_timestamp() - interval '1 day', 'test.forged', 'system', 'DONE') RETURNING id");
        String insert = "DELETE FROM audit_seal WHERE entry_id = %1$d;" + move.formatted("+", position)
                + "INSERT INTO audit_seal (position, entry_id, hash) SELECT %2$d, %1$d, hash FROM audit_seal"
                + " WHERE position = %2$d - 1";
        tampered(
                insert.formatted(forged, position),
                "DELETE FROM audit_seal WHERE entry_id = " + forged + ";" + move.formatted("-", position),
                position);
    }

    @Test
    void shouldChainWhateverIsWrittenAtOnceByAnyNumberOfSealers() {
        ExecutorService writers = Executors.newFixedThreadPool(8);
        try {
            List<CompletableFuture<Void>> writing = IntStream.range(0, 200)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> record(i), writers))
                    .toList();
            CompletableFuture<Void> all = CompletableFuture.allOf(writing.toArray(CompletableFuture[]::new));
            while (!all.isDone()) {
                Uni.join()
                        .all(sealer.seal(), sealer.seal())
                        .andFailFast()
                        .await()
                        .atMost(PATIENCE);
            }
            all.join();
        } finally {
            writers.shutdownNow();
        }
        sealer.seal().await().atMost(PATIENCE);

        AuditVerification found = verify(null);
        assertThat(found.intact()).isTrue();
        assertThat(found.unsealedEntries()).isZero();
        assertThat(found.verifiedEntries()).isEqualTo(Database.count("SELECT count(*) FROM audit_entry"));
    }

    @Test
    void shouldChainAnEntryThatCommitsAfterLaterOnes() throws SQLException {
        try (Connection slow = Infrastructure.get().postgres().connect("consent");
                var statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("INSERT INTO audit_entry (recorded_at, action, actor, outcome)"
                    + " VALUES (clock_timestamp(), 'test.slow', 'system', 'DONE')");
            record(0);
            sealer.seal().await().atMost(PATIENCE);
            assertThat(Database.query(SLOW)).isEmpty();
            slow.commit();
        }
        sealer.seal().await().atMost(PATIENCE);

        assertThat(Database.query(SLOW)).hasSize(1);
        assertThat(verify(null).intact()).isTrue();
        assertThat(verify(null).unsealedEntries()).isZero();
    }

    @Test
    void shouldFindSwappedRows() {
        String swap = "UPDATE audit_seal SET entry_id = -entry_id WHERE entry_id IN (%1$d, %2$d);"
                + "UPDATE audit_seal SET entry_id = CASE entry_id WHEN -%1$d THEN %2$d ELSE %1$d END"
                + " WHERE entry_id IN (-%1$d, -%2$d)";
        tampered(swap.formatted(third, fourth), swap.formatted(third, fourth), position(third));
    }

    @Test
    void shouldFindAnEntryTakenFromUnderItsSeal() {
        tampered(
                "CREATE TABLE taken AS SELECT * FROM audit_entry WHERE id = %1$d; DELETE FROM audit_entry WHERE id = %1$d"
                        .formatted(third),
                "INSERT INTO audit_entry OVERRIDING SYSTEM VALUE SELECT * FROM taken; DROP TABLE taken",
                position(third));
    }

    @Test
    void shouldFindCutTailByKeptHead() {
        AuditVerification whole = verify(null);
        KeptHead kept = new KeptHead(whole.verifiedEntries(), whole.headHash());
        assertThat(verify(kept).intact()).isTrue();
        long cut = whole.verifiedEntries() + 1_000_000;

        assertThat(verify(new KeptHead(cut, whole.headHash())).intact()).isFalse();
        assertThat(verify(new KeptHead(cut, whole.headHash())).firstBrokenPosition())
                .isGreaterThan(whole.verifiedEntries());
        assertThat(verify(new KeptHead(whole.verifiedEntries(), "0".repeat(64))).firstBrokenPosition())
                .isEqualTo(whole.verifiedEntries());
        given().auth()
                .oauth2(Identities.token("auditor"))
                .queryParam("keptPosition", cut)
                .queryParam("keptHash", whole.headHash())
                .get("/v1/audit/verification")
                .then()
                .statusCode(200)
                .body("intact", org.hamcrest.Matchers.equalTo(false));
        given().auth()
                .oauth2(Identities.token("operator"))
                .get("/v1/audit/verification")
                .then()
                .statusCode(403);
    }

    @Test
    void shouldLetTheServiceOnlyAppend() throws SQLException {
        try (Connection service = DriverManager.getConnection(
                        Infrastructure.get().postgres().jdbcUrl("consent"), "consent", "only-for-tests");
                var statement = service.createStatement()) {
            for (String change : new String[] {
                "UPDATE audit_entry SET reason = 'x'",
                "DELETE FROM audit_entry",
                "TRUNCATE audit_entry",
                "UPDATE audit_seal SET hash = 'x'",
                "DELETE FROM audit_seal",
                "DROP TABLE audit_seal"
            }) {
                assertThatThrownBy(() -> statement.execute(change))
                        .as(change)
                        .isInstanceOf(SQLException.class)
                        .hasFieldOrPropertyWithValue("SQLState", "42501");
            }
        }
    }

    private void record(int number) {
        audit.recordNow(AuditEntry.of("test.action", AuditEntry.SYSTEM, AuditOutcome.DONE)
                        .about(UUID.randomUUID())
                        .object("number", Integer.toString(number))
                        .because("because"))
                .await()
                .atMost(PATIENCE);
    }

    private void tampered(String change, String undo, long firstBroken) {
        Database.script(change);
        try {
            AuditVerification found = verify(null);
            assertThat(found.intact()).isFalse();
            assertThat(found.firstBrokenPosition()).isEqualTo(firstBroken);
            assertThat(found.verifiedEntries()).isEqualTo(firstBroken - 1);
        } finally {
            Database.script(undo);
        }
        assertThat(verify(null).intact()).isTrue();
    }

    private AuditVerification verify(@Nullable KeptHead kept) {
        return verifier.verify(kept).await().atMost(PATIENCE);
    }

    private static long position(long entry) {
        return Database.count("SELECT position FROM audit_seal WHERE entry_id = ?", entry);
    }
}
