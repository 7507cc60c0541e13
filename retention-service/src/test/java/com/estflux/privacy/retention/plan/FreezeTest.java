package com.estflux.privacy.retention.plan;

import static com.estflux.privacy.retention.fixture.World.clocks;
import static com.estflux.privacy.retention.fixture.World.freezing;
import static com.estflux.privacy.retention.fixture.World.frozen;
import static com.estflux.privacy.retention.fixture.World.item;
import static com.estflux.privacy.retention.fixture.World.number;
import static com.estflux.privacy.retention.fixture.World.plan;
import static com.estflux.privacy.retention.fixture.World.revision;
import static com.estflux.privacy.retention.fixture.World.say;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.account.AccountOpened;
import com.estflux.privacy.contracts.rights.PlanFreeze;
import com.estflux.privacy.contracts.rights.PlanProposed;
import com.estflux.privacy.contracts.rights.Treatment;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.testing.infrastructure.PostgresServer;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import com.estflux.privacy.retention.fixture.Impatience;
import com.estflux.privacy.retention.fixture.World;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Impatience.class)
class FreezeTest {

    private static final String HOLDS = "hashtextextended('holds', 17)";

    private final UUID subject = UUID.randomUUID();
    private final UUID caseId = UUID.randomUUID();

    @Test
    void shouldFreezeExactlyTheRevisionThatIsCurrentAndSayTheSameAgain() {
        PlanProposed plan = proposed();
        var other = new PlanFreeze(plan.planId(), caseId, subject, 1, "0".repeat(64), World.now());
        say("stranger", freezing(plan));
        say("dsr", other);
        await().until(() -> said(plan) == 2);
        assertThat(frozen(plan)).isEmpty();

        say("dsr", freezing(plan));
        await().until(() -> frozen(plan).size() == 1);
        say("dsr", freezing(plan));
        await().until(() -> frozen(plan).size() == 2);
        assertThat(executing()).isEqualTo(1);
    }

    @Test
    void shouldProposeAnewWhatThisDatabaseHasForgotten() {
        PlanProposed plan = proposed();
        World.execute("DELETE FROM plan WHERE case_id = '" + caseId + "'");

        say("dsr", freezing(plan));

        assertThat(revision(plan.planId(), 2).digest()).isEqualTo(plan.digest());
        assertThat(frozen(plan)).isEmpty();
    }

    @Test
    void shouldNotFreezeAPlanWhileAHoldIsBeingPlaced() throws Exception {
        PlanProposed plan = proposed();
        try (Connection placing = owner()) {
            placing.setAutoCommit(false);
            run(placing, "SELECT pg_advisory_xact_lock(" + HOLDS + ")");
            run(
                    placing,
                    "INSERT INTO legal_hold (hold_id, subject_id, record_ids, reason, legal_basis, review_on, placed_by,"
                            + " placed_at) VALUES ('" + UUID.randomUUID() + "', '" + subject + "', '{}', 'court',"
                            + " 'GDPR Art. 17(3)(e)', current_date, 'somebody', clock_timestamp())");
            say("dsr", freezing(plan));
            awaitSomebodyWaits("ShareLock");
            assertThat(frozen(plan)).isEmpty();
            placing.commit();
        }

        PlanProposed second = revision(plan.planId(), 2);
        assertThat(item(second, DataCategory.ACCOUNT).treatment()).isEqualTo(Treatment.RETAIN);
        assertThat(frozen(plan)).isEmpty();
        assertThat(executing()).isZero();
        World.freeze(second);
        assertThat(executing()).isEqualTo(1);
    }

    @Test
    void shouldPlaceAHoldOnlyOnceTheFreezeHasCommitted() throws Exception {
        PlanProposed plan = proposed();
        String officer = Identities.token(Roles.PRIVACY_OFFICER);
        CompletableFuture<Integer> placed;
        try (Connection row = owner()) {
            row.setAutoCommit(false);
            run(row, "SELECT 1 FROM plan WHERE case_id = '" + caseId + "' FOR UPDATE");
            say("dsr", freezing(plan));
            await().until(() -> number("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                            + " AND mode = 'ShareLock' AND " + isHoldsLock())
                    > 0);
            placed = CompletableFuture.supplyAsync(() -> hold(officer));
            awaitSomebodyWaits("ExclusiveLock");
            assertThat(placed).isNotDone();
            row.rollback();
        }

        assertThat(placed.get()).isEqualTo(201);
        await().until(() -> frozen(plan).size() == 1);
        assertThat(number("SELECT revision FROM plan WHERE case_id = ?", caseId))
                .isEqualTo(1);
        assertThat(executing()).isEqualTo(1);
    }

    private PlanProposed proposed() {
        say("account", new AccountOpened(subject, World.now()));
        await().until(() -> clocks(subject) == 1);
        return plan(caseId, subject);
    }

    private int hold(String officer) {
        return given().auth()
                .oauth2(officer)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "subjectId",
                        subject,
                        "reason",
                        "court",
                        "legalBasis",
                        "GDPR Art. 17(3)(e)",
                        "reviewOn",
                        LocalDate.of(2099, 1, 31).toString()))
                .post("/v1/holds")
                .statusCode();
    }

    private long said(PlanProposed plan) {
        return World.said(Topic.PRIVACY_PLANS, PlanProposed.class).stream()
                .filter(one -> one.planId().equals(plan.planId()))
                .count();
    }

    private long executing() {
        return number("SELECT count(*) FROM plan WHERE case_id = ? AND status = 'EXECUTING'", caseId);
    }

    private static void awaitSomebodyWaits(String mode) {
        await().until(() -> number(
                        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
                                + " AND mode = ? AND " + isHoldsLock(),
                        mode)
                > 0);
    }

    private static String isHoldsLock() {
        return "(classid::bigint << 32 | objid::bigint) = " + HOLDS;
    }

    private static Connection owner() throws SQLException {
        PostgresServer server = Infrastructure.get().postgres();
        return server.connect("retention");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
