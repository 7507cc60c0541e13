package com.estflux.privacy.consent.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.consent.ConsentConfig;
import com.estflux.privacy.consent.decision.DecisionReplica;
import com.estflux.privacy.consent.fixture.Database;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an acknowledged decision is worth: under concurrency, on another replica, when connections die. */
@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class ConsentDurabilityTest {

    private static final String MARKETING = "marketing-email";
    private static final String BROKEN_CHAINS = """
        SELECT count(*) FROM (
            SELECT r.revision, r.previous_hash, s.subject_id,
                   row_number() OVER w AS expected, lag(r.hash, 1, repeat('0', 64)) OVER w AS hash_before
            FROM consent_record r JOIN subject s ON s.subject_key = r.subject_key
            WINDOW w AS (PARTITION BY r.subject_key, r.purpose_key ORDER BY r.revision)) AS links
        WHERE cast(links.subject_id AS text) = ANY (string_to_array(?, ','))
          AND (revision <> expected OR previous_hash <> hash_before)
        """;
    private static final String STATE_NOT_LAST = """
        SELECT count(*) FROM consent c JOIN subject s ON s.subject_id = c.subject_id
        WHERE cast(c.subject_id AS text) = ANY (string_to_array(?, ',')) AND NOT EXISTS (
            SELECT FROM consent_record r WHERE r.record_id = c.record_id AND r.state = c.state AND r.hash = c.hash
              AND r.revision = (SELECT max(revision) FROM consent_record l WHERE l.subject_key = s.subject_key))
        """;

    private static final String SCANS =
            "SELECT sum(%s) FROM pg_stat_user_tables WHERE relname IN ('subject', 'consent', 'consent_record')";

    @Inject
    StatisticsChoices statistics;

    @Inject
    ConsentService consents;

    @Inject
    ConsentWriter writer;

    @Inject
    ConsentHistory history;

    @Inject
    Vertx vertx;

    @Inject
    ConsentConfig config;

    @Inject
    DecisionReplica decisions;

    @Test
    void shouldEndTenThousandConcurrentPairsInTheLastAcceptedStateWithoutGaps() throws InterruptedException {
        Semaphore underWay = new Semaphore(4_000);
        ConsentService other = new ConsentService(writer, history, statistics, vertx, config);
        List<UUID> subjects = Stream.generate(UUID::randomUUID).limit(20).toList();
        List<CompletableFuture<Consent>> writes = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            UUID subject = subjects.get(i % subjects.size());
            underWay.acquire(2);
            writes.add(record(i % 2 == 0 ? consents : other, subject, Choice.GRANTED)
                    .whenComplete((done, failed) -> underWay.release()));
            writes.add(record(i % 2 == 0 ? other : consents, subject, Choice.WITHDRAWN)
                    .whenComplete((done, failed) -> underWay.release()));
        }
        writes.forEach(CompletableFuture::join);

        for (UUID subject : subjects) {
            assertThat(Database.number("SELECT revision FROM consent WHERE subject_id = ?", subject))
                    .isEqualTo(1_000);
        }
        assertThat(Database.number(BROKEN_CHAINS, list(subjects))).isZero();
        assertThat(Database.number(STATE_NOT_LAST, list(subjects))).isZero();
    }

    @Test
    void shouldNeverSayYesAfterAcknowledgedWithdrawalOnAnyReplica() {
        DecisionReplica another = decisions.another();
        for (int i = 0; i < 300; i++) {
            UUID subject = UUID.randomUUID();
            record(consents, subject, Choice.GRANTED).join();
            assertThat(decisions.allows(subject, MARKETING).join()).isTrue();
            // Questions keep coming while the withdrawal is under way.
            AtomicBoolean acknowledged = new AtomicBoolean();
            CompletableFuture<Consent> withdrawal =
                    record(consents, subject, Choice.WITHDRAWN).whenComplete((done, failed) -> acknowledged.set(true));
            List<CompletableFuture<Boolean>> meanwhile = Stream.of(decisions, another, decisions, another)
                    .map(replica -> replica.allows(subject, MARKETING))
                    .toList();
            withdrawal.join();
            assertThat(acknowledged).isTrue();
            assertThat(decisions.allows(subject, MARKETING).join()).isFalse();
            assertThat(another.allows(subject, MARKETING).join()).isFalse();
            meanwhile.forEach(CompletableFuture::join);
        }
    }

    @Test
    void shouldKeepEveryAcknowledgedConsentWholeWhenConnectionsDie() {
        List<UUID> subjects = Stream.generate(UUID::randomUUID).limit(500).toList();
        List<Consent> acknowledged = new ArrayList<>();
        int failed = 0;
        for (int round = 0; round < 20; round++) {
            List<CompletableFuture<Consent>> writes = subjects.stream()
                    .map(subject -> record(consents, subject, Choice.REFUSED))
                    .toList();
            Database.execute("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'consent'");
            for (CompletableFuture<Consent> write : writes) {
                try {
                    acknowledged.add(write.join());
                } catch (CompletionException connectionLost) {
                    failed++;
                }
            }
        }

        assertThat(failed).isPositive();
        assertThat(acknowledged).isNotEmpty();
        assertThat(Database.number(
                        "SELECT count(DISTINCT r.record_id) FROM consent_record r JOIN audit_entry a"
                                + " ON a.object_id = cast(r.record_id AS text) AND a.reason = 'sha256:' || r.hash"
                                + " WHERE r.hash = ANY (string_to_array(?, ','))",
                        acknowledged.stream().map(Consent::hash).collect(Collectors.joining(","))))
                .isEqualTo(acknowledged.size());
        assertThat(Database.number(BROKEN_CHAINS, list(subjects))).isZero();
        assertThat(Database.number(STATE_NOT_LAST, list(subjects))).isZero();
        await().atMost(Duration.ofSeconds(30)).until(() -> Database.number("SELECT count(*) FROM outbox") == 0);
    }

    @Test
    void shouldKnowNobodyOfWhomNothingIsRecorded() {
        UUID subject = UUID.randomUUID();
        CompletableFuture<Consent> stale = record(consents, subject, Choice.GRANTED, 99);

        assertThat(stale).failsWithin(Duration.ofSeconds(10));
        assertThat(Database.rowsWith(subject.toString())).isZero();

        record(consents, subject, Choice.GRANTED).join();
        assertThat(Database.number("SELECT count(*) FROM subject WHERE subject_id = ?", subject))
                .isOne();
    }

    /** A plan outlives the size the tables had when it was made. */
    @Test
    void shouldFindPeopleAndConsentsByIndexHoweverFewThereAre() {
        long scans = Database.number(SCANS.formatted("seq_scan"));
        long byIndex = Database.number(SCANS.formatted("idx_scan"));
        for (int i = 0; i < 20; i++) {
            UUID subject = UUID.randomUUID();
            record(consents, subject, Choice.GRANTED).join();
            record(consents, subject, Choice.WITHDRAWN).join();
        }

        // The database counts with a delay.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Database.number(SCANS.formatted("idx_scan")) >= byIndex + 20);
        assertThat(Database.number(SCANS.formatted("seq_scan"))).isEqualTo(scans);
    }

    private static String list(List<UUID> subjects) {
        return subjects.stream().map(UUID::toString).collect(Collectors.joining(","));
    }

    private static CompletableFuture<Consent> record(ConsentService service, UUID subject, Choice choice) {
        return record(service, subject, choice, 1);
    }

    private static CompletableFuture<Consent> record(
            ConsentService service, UUID subject, Choice choice, int noticeVersion) {
        Uni<Consent> recorded = service.record(new Asked(
                subject,
                MARKETING,
                new ConsentRequest(choice, noticeVersion, "en", "control-panel"),
                "tests",
                Precondition.NONE,
                Asked.CONSENT,
                null));
        return recorded.subscribeAsCompletionStage();
    }
}
