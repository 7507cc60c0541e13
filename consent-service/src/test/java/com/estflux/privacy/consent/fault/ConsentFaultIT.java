package com.estflux.privacy.consent.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.consent.fault.ConsentClient.Acknowledged;
import com.estflux.privacy.consent.fixture.DurableServers;
import com.estflux.privacy.consent.fixture.SelfIssued;
import com.estflux.privacy.platform.security.Roles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What an acknowledged consent is worth: two replicas of the shipped service on a database that syncs its commits, with
 * kills, terminations and outages. Tokens are self-issued; the identity provider plays no part in it.
 */
class ConsentFaultIT {

    private static final SelfIssued TOKENS = new SelfIssued();
    private static final String STORE = TOKENS.token(UUID.randomUUID(), Roles.ACCOUNT_SYSTEM);
    private static final String AUDITOR = TOKENS.token(UUID.randomUUID(), Roles.AUDITOR);
    private static final Duration RECOVERY = Duration.ofSeconds(90);

    /** A client that asks without a rest would keep a replica that starts from its processor. */
    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(100);

    private static DurableServers servers;
    private static Replica one;
    private static Replica two;
    private static Wholeness wholeness;

    private final ConsentClient client = new ConsentClient();

    @BeforeAll
    static void start() {
        servers = new DurableServers();
        Map<String, String> configuration = new HashMap<>(servers.configuration());
        configuration.putAll(TOKENS.configuration());
        one = new Replica("consent-replica-1", configuration);
        two = new Replica("consent-replica-2", configuration);
        one.awaitReady();
        two.awaitReady();
        wholeness = new Wholeness(servers);
    }

    @AfterAll
    static void stop() {
        two.close();
        one.close();
        servers.close();
    }

    @Test
    void shouldEndTenThousandConcurrentPairsInTheLastAcceptedStateWithoutGaps() {
        List<Person> people = people(20);
        Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
        concurrently(64, 10_000, pair -> {
            Person person = people.get(pair % people.size());
            client.record(pair % 2 == 0 ? one : two, person, "granted").ifPresent(acknowledged::add);
            client.record(pair % 3 == 0 ? one : two, person, "withdrawn").ifPresent(acknowledged::add);
        });

        assertThat(acknowledged).hasSize(20_000);
        for (Person person : people) {
            Acknowledged last = acknowledged.stream()
                    .filter(consent -> consent.subjectId().equals(person.id()))
                    .max((a, b) -> Long.compare(a.revision(), b.revision()))
                    .orElseThrow();
            assertThat(last.revision()).isEqualTo(1_000);
            assertThat(servers.number(
                            "SELECT count(*) FROM consent WHERE subject_id = ? AND state = ? AND revision = 1000",
                            person.id(),
                            last.state()))
                    .isEqualTo(1);
            assertThat(client.allows(one, person.id(), STORE))
                    .contains(last.state().equals("granted"));
            assertThat(client.allows(two, person.id(), STORE))
                    .contains(last.state().equals("granted"));
        }
        wholeness.require(acknowledged);
    }

    @Test
    void shouldNeverSayYesAfterAcknowledgedWithdrawalThroughBrokerOutageAndKill() {
        AtomicInteger rounds = new AtomicInteger();
        Queue<UUID> withdrawn = new ConcurrentLinkedQueue<>();
        Queue<UUID> wrongYes = new ConcurrentLinkedQueue<>();
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(8);
        try {
            Runnable round = () -> grantAndWithdraw(rounds.getAndIncrement() % 2 == 0 ? one : two, withdrawn, wrongYes);
            List<ScheduledFuture<?>> loops = Stream.<ScheduledFuture<?>>generate(() ->
                            threads.scheduleWithFixedDelay(round, 0, BETWEEN_ROUNDS.toMillis(), TimeUnit.MILLISECONDS))
                    .limit(8)
                    .toList();
            awaitMore(withdrawn, 50);
            servers.kafka().kill();
            awaitMore(withdrawn, 50);
            assertThat(one.ready()).isTrue();
            two.kill();
            awaitMore(withdrawn, 50);
            // A replica that starts must first catch up with the erasures; until then it is not ready.
            two.restart();
            servers.kafka().restart();
            two.awaitReady();
            awaitMore(withdrawn, 50);
            threads.shutdown();
            await().atMost(RECOVERY).until(threads::isTerminated);
            assertThat(loops).as("none ended before it was told to").allMatch(Future::isCancelled);
        } finally {
            threads.shutdownNow();
        }

        assertThat(wrongYes).isEmpty();
        one.kill();
        one.restart().awaitReady();
        assertThat(withdrawn).allSatisfy(subject -> assertThat(client.allows(one, subject, STORE))
                .contains(false));
        await().atMost(RECOVERY).until(() -> servers.number("SELECT count(*) FROM outbox") == 0);
        assertThat(servers.number("SELECT count(*) FROM outbox_rejected")).isZero();
    }

    private void grantAndWithdraw(Replica replica, Queue<UUID> withdrawn, Queue<UUID> wrongYes) {
        Person person = Person.issued(TOKENS);
        boolean granted = client.record(replica, person, "granted").isPresent();
        if (granted && client.record(replica, person, "withdrawn").isPresent()) {
            boolean yes = Stream.of(one, two)
                    .anyMatch(any -> client.allows(any, person.id(), STORE).orElse(false));
            (yes ? wrongYes : withdrawn).add(person.id());
        }
    }

    @Test
    void shouldKeepEveryAcknowledgedConsentWholeWhenTerminatedOrKilledUnderLoad() {
        List<Person> people = people(50);
        try (Writers toTerminate = new Writers(one, people);
                Writers toKill = new Writers(two, people)) {
            toTerminate.awaitAcknowledged(300);
            one.terminate();
            toKill.awaitAcknowledged(300);
            two.kill();
            one.restart();
            two.restart();
            one.awaitReady();
            two.awaitReady();
            toTerminate.awaitAcknowledged(100);
            toKill.awaitAcknowledged(100);
            List<Acknowledged> acknowledged = new ArrayList<>(toTerminate.stop());
            acknowledged.addAll(toKill.stop());

            wholeness.require(acknowledged);
        }
    }

    @Test
    void shouldSurviveLostConnectionsAndDatabaseRestart() {
        try (Writers writers = new Writers(one, people(50))) {
            for (int round = 0; round < 10; round++) {
                writers.awaitAcknowledged(50);
                servers.execute(
                        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity" + " WHERE usename = 'consent'");
            }
            writers.awaitAcknowledged(50);
            servers.postgres().kill();
            writers.awaitFailures();
            servers.postgres().restart();
            writers.awaitAcknowledged(300);

            wholeness.require(writers.stop());
        }
        await().atMost(RECOVERY).until(() -> one.ready() && two.ready());
        await().atMost(RECOVERY).until(() -> servers.number("SELECT count(*) FROM outbox") == 0);
        assertThat(client.get(one, "/v1/audit/verification", AUDITOR)
                        .orElseThrow()
                        .path("intact"))
                .hasToString("true");
    }

    @Test
    void shouldHandOutEachRecipientOfAMailingOnceThoughKilledInItsMiddle() {
        String version = publishMaterialChange(200);
        Mailer mailer = new Mailer(client, one, version, TOKENS.token(UUID.randomUUID(), Roles.ACCOUNT_SYSTEM));
        AtomicBoolean more = new AtomicBoolean(true);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> mailing = thread.submit(() -> {
                while (more.get()) {
                    more.set(mailer.round());
                    LockSupport.parkNanos(BETWEEN_ROUNDS.toNanos());
                }
            });
            for (int kill = 1; kill <= 2; kill++) {
                int before = kill * 60;
                await().atMost(RECOVERY)
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> mailer.mailed().size() >= before);
                one.kill();
                one.restart().awaitReady();
            }
            await().atMost(RECOVERY).until(mailing::isDone);
        } finally {
            more.set(false);
            thread.shutdownNow();
        }

        assertThat(mailer.mailed()).doesNotHaveDuplicates();
        assertThat(mailer.progress("recipients")).isEqualTo(200);
        assertThat(mailer.progress("claimed")).isEqualTo(200);
        // An answer that a kill cut off was claimed by nobody who could mail it: once at most, never twice.
        assertThat(mailer.mailed().size()).isBetween(200 - 2 * 5, 200);
        mailer.confirm(mailer.mailed());
        assertThat(mailer.progress("confirmed")).isEqualTo(mailer.mailed().size());
    }

    private String publishMaterialChange(int customers) {
        String officer = TOKENS.token(UUID.randomUUID(), Roles.PRIVACY_OFFICER);
        servers.execute("INSERT INTO subject (subject_id, account_state, account_changed_at)"
                + " SELECT gen_random_uuid(), 'open', now() FROM generate_series(1, " + customers + ")");
        String version = "killed-in-its-middle";
        String draft = "{\"material\":true,\"effectiveOn\":\"2030-01-01\","
                + "\"texts\":{\"en\":\"We keep less.\",\"et\":\"Hoiame vähem.\"}}";
        assertThat(client.put(one, "/v1/policies/" + version, officer, draft)).isPresent();
        assertThat(client.post(one, "/v1/policies/" + version + "/publication", officer, ""))
                .isPresent();
        return version;
    }

    private static List<Person> people(int count) {
        return Stream.generate(() -> Person.issued(TOKENS)).limit(count).toList();
    }

    private static void awaitMore(Queue<?> growing, int more) {
        int target = growing.size() + more;
        await().atMost(RECOVERY).pollInterval(Duration.ofMillis(20)).until(() -> growing.size() >= target);
    }

    private static void concurrently(int threads, int times, Consumer<Integer> work) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = IntStream.range(0, times)
                    .<Future<?>>mapToObj(i -> executor.submit(() -> work.accept(i)))
                    .toList();
            for (Future<?> one : all) {
                one.get(RECOVERY.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        } finally {
            executor.shutdownNow();
        }
    }
}
