package com.estflux.privacy.consent.decision;

import static com.estflux.privacy.consent.fixture.ConsentApi.MARKETING;
import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.consent.ConsentConfig;
import com.estflux.privacy.consent.fixture.Database;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import com.estflux.privacy.platform.testing.quarkus.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class ChangeFeedTest {

    @Inject
    Pool pool;

    @Inject
    Clock clock;

    @Inject
    FactsQuery query;

    @Inject
    ChangePurge purge;

    @Inject
    Vertx vertx;

    @Inject
    ConsentConfig config;

    private final UUID subject = UUID.randomUUID();
    private final Question question = new Question(subject, MARKETING);
    private ChangeFeed feed;

    @BeforeEach
    void remember() {
        execute("INSERT INTO subject (subject_id, account_state) VALUES ('{id}', 'open')");
        execute(consent("granted"));
        feed = new ChangeFeed(pool, clock, 1_000);
        learn(look());
        assertThat(look().recall(question)).isNotNull();
    }

    @AfterEach
    void end() {
        feed.end();
        TestClock.get().reset();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE subject SET restricted = true WHERE subject_id = '{id}'",
                "UPDATE subject SET account_state = 'closed' WHERE subject_id = '{id}'",
                "DELETE FROM consent WHERE subject_id = '{id}'; DELETE FROM subject WHERE subject_id = '{id}'",
                "UPDATE consent SET state = 'withdrawn' WHERE subject_id = '{id}'",
                "DELETE FROM consent WHERE subject_id = '{id}'",
                "INSERT INTO consent SELECT subject_id, 'web-analytics', state, gen_random_uuid(), revision,"
                        + " notice_version, language, channel, decided_at, expires_at, hash FROM consent"
                        + " WHERE subject_id = '{id}'",
                "INSERT INTO consent SELECT * FROM consent WHERE subject_id = '{id}'"
                        + " ON CONFLICT (subject_id, purpose_key) DO UPDATE SET state = 'withdrawn'",
                "INSERT INTO objection VALUES ('{id}', 'security', 'raised', gen_random_uuid(), 1, now())",
                "UPDATE purpose SET version = version WHERE purpose_key = 'security'",
                "UPDATE policy SET material = material",
                "SAVEPOINT s; UPDATE subject SET restricted = true WHERE subject_id = '{id}'; RELEASE s"
            })
    void shouldForgetWhatChanged(String change) {
        execute("BEGIN; " + change + "; COMMIT");

        assertThat(look().recall(question)).isNull();
        assertThat(remembered(question)).isEqualTo(read(question));
    }

    @Test
    void shouldForgetWhenAnObjectionChangesOrGoes() {
        execute("INSERT INTO objection VALUES ('{id}', 'security', 'raised', gen_random_uuid(), 1, now())");
        learn(look());
        execute("UPDATE objection SET state = 'upheld' WHERE subject_id = '{id}'");
        assertThat(look().recall(question)).isNull();

        learn(look());
        execute("DELETE FROM objection WHERE subject_id = '{id}'");
        assertThat(look().recall(question)).isNull();
    }

    @Test
    void shouldRememberWhatDidNotChange() {
        UUID other = new UUID(0, subject.getLeastSignificantBits() ^ 1);
        Database.execute("INSERT INTO subject (subject_id) VALUES ('" + other + "');"
                + " UPDATE subject SET restricted = true WHERE subject_id = '" + other + "'");
        execute("BEGIN; UPDATE subject SET restricted = true WHERE subject_id = '{id}'; ROLLBACK");
        execute("UPDATE consent SET state = 'withdrawn' WHERE subject_id = '{id}' AND purpose_key = 'none'");

        assertThat(look().recall(question)).isNotNull();
    }

    @Test
    void shouldForgetAThousandAndMoreAtOnce() {
        Database.execute("INSERT INTO subject (subject_id) SELECT gen_random_uuid() FROM generate_series(1, 6000)");
        Database.execute("UPDATE subject SET restricted = restricted");
        assertThat(look().recall(question)).isNull();

        learn(look());
        Database.execute("DO $$ BEGIN FOR i IN 1..1200 LOOP"
                + " UPDATE subject SET restricted = restricted WHERE subject_id = '" + subject + "'; END LOOP; END $$");
        assertThat(look().recall(question)).isNull();
    }

    /** Its transaction is older than others that were seen: a mark of the newest one seen would pass it by. */
    @Test
    void shouldNoticeATransactionThatCommitsLate() throws SQLException {
        try (Connection late = Infrastructure.get().postgres().connect("consent");
                var statement = late.createStatement()) {
            late.setAutoCommit(false);
            statement.execute("UPDATE subject SET restricted = true WHERE subject_id = '" + subject + "'");
            for (int i = 0; i < 3; i++) {
                Database.execute("INSERT INTO subject (subject_id) VALUES (gen_random_uuid())");
                assertThat(look().recall(question)).isNotNull();
            }
            late.commit();
        }

        assertThat(look().recall(question)).isNull();
        learn(look());
        assertThat(look().recall(question)).as("told once").isNotNull();
    }

    @Test
    void shouldForgetEverythingWhenItsConnectionIsLost() {
        Database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE query LIKE '%decision_changes_since%' AND pid <> pg_backend_pid()");

        FactsMemory without = look();
        learn(without);
        assertThat(without.recall(question)).isNull();
        FactsMemory next = look();
        assertThat(next.recall(question)).isNull();
        learn(next);
        assertThat(look().recall(question)).isNotNull();
    }

    @Test
    void shouldForgetEverythingItMayHaveMissed() {
        // Two turns, so that the horizon passes what was seen before; each transaction moves the next snapshot on.
        turn();
        assertThat(look().recall(question)).as("looks keep up").isNotNull();
        execute("UPDATE subject SET restricted = true WHERE subject_id = '{id}'");
        turn();
        turn();
        turn();

        assertThat(Database.number("SELECT count(*) FROM decision_change")).isZero();
        assertThat(look().recall(question)).isNull();
    }

    @Test
    void shouldKeepChangesThatMayNotHaveBeenSeen() {
        turn();
        execute("UPDATE subject SET restricted = true WHERE subject_id = '{id}'");
        turn();

        assertThat(Database.number("SELECT count(*) FROM decision_change")).isPositive();
        assertThat(look().recall(question)).isNull();
    }

    @Test
    void shouldMoveTheHorizonOnceAMinuteHoweverManyReplicas() {
        turn();
        long from = Database.number("SELECT next_kept_from::text::bigint FROM decision_change_horizon");
        execute("UPDATE subject SET restricted = true WHERE subject_id = '{id}'");

        assertThat(await(purge.turn(Duration.ofSeconds(50)))).isZero();
        assertThat(Database.number("SELECT next_kept_from::text::bigint FROM decision_change_horizon"))
                .isEqualTo(from);
    }

    @Test
    void shouldPurgeWhatARestoredDumpBringsFromTheFuture() {
        Database.execute("INSERT INTO decision_change VALUES ('9000000000000', '{}')");
        turn();

        assertThat(Database.number("SELECT count(*) FROM decision_change WHERE changed_in >= '9000000000000'"))
                .isZero();
    }

    @Test
    void shouldForgetWhenTheDayIsOver() {
        TestClock.get().advance(Duration.ofDays(1));

        assertThat(look().recall(question)).isNull();
    }

    /** Each writer knows what it wrote last; slots are shared, and other writers' changes never end. */
    @Test
    void shouldNeverAnswerWithWhatWasTrueBefore() throws Exception {
        List<RememberedFacts> replicas = List.of(replica(), replica());
        ExecutorService writers = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                UUID id = new UUID(UUID.randomUUID().getMostSignificantBits(), writer % 2);
                int seed = writer;
                running.add(writers.submit(() -> changeAndAsk(replicas, id, new Random(seed))));
            }
            for (Future<?> one : running) {
                one.get(120, TimeUnit.SECONDS);
            }
        } finally {
            writers.shutdownNow();
            replicas.forEach(RememberedFacts::end);
        }
    }

    private void changeAndAsk(List<RememberedFacts> replicas, UUID id, Random random) {
        List<Question> questions = List.of(new Question(id, MARKETING), new Question(id, "security"));
        Database.execute("INSERT INTO subject (subject_id, account_state) VALUES ('" + id + "', 'open')");
        for (int round = 0; round < 60; round++) {
            replicas.forEach(replica -> await(replica.facts(questions)));
            Database.execute(
                    switch (random.nextInt(4)) {
                        case 0 -> "UPDATE subject SET restricted = NOT restricted WHERE subject_id = '" + id + "'";
                        case 1 -> consent("granted").replace("{id}", id.toString());
                        case 2 -> consent("withdrawn").replace("{id}", id.toString());
                        default ->
                            "INSERT INTO objection VALUES ('" + id + "', 'security', 'raised', gen_random_uuid(), 1,"
                                    + " now()) ON CONFLICT (subject_id, purpose_key) DO UPDATE"
                                    + " SET record_id = excluded.record_id";
                    });
            List<Facts> now = await(query.facts(questions));
            replicas.forEach(
                    replica -> assertThat(await(replica.facts(questions))).isEqualTo(now));
        }
    }

    private RememberedFacts replica() {
        return new RememberedFacts(query, pool, clock, vertx, config);
    }

    private Facts remembered(Question asked) {
        RememberedFacts replica = replica();
        try {
            return await(replica.facts(List.of(asked))).get(0);
        } finally {
            replica.end();
        }
    }

    private Facts read(Question asked) {
        return await(query.facts(List.of(asked))).get(0);
    }

    private FactsMemory look() {
        return await(feed.look());
    }

    private void learn(FactsMemory memory) {
        FactsMemory.Expected expected = memory.expect(question);
        memory.learn(expected, read(question));
    }

    private void turn() {
        await(purge.turn(Duration.ZERO));
    }

    private void execute(String statement) {
        Database.execute(statement.replace("{id}", subject.toString()));
    }

    private static String consent(String state) {
        return "INSERT INTO consent VALUES ('{id}', 'marketing-email', '" + state + "', gen_random_uuid(), 1, 1, 'en',"
                + " 'website', now(), NULL, repeat('0', 64)) ON CONFLICT (subject_id, purpose_key) DO UPDATE"
                + " SET state = excluded.state, record_id = excluded.record_id";
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(20));
    }
}
