package com.estflux.privacy.consent.benchmark;

import com.estflux.privacy.consent.fixture.DurableServers;
import com.estflux.privacy.platform.security.Roles;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Measures the ratios the service promises, on this machine, against itself. Not a test: it runs only when named, see
 * the README. The load generator shares the processors with service, database and broker. System properties:
 * {@code subjects}, how many are loaded; {@code rounds} and {@code seconds}, how often and how long is measured;
 * {@code parts}, of decisions, bulk and writes.
 */
@QuarkusTest
@QuarkusTestResource(value = BenchmarkServers.class, restrictToAnnotatedClass = true)
class ConsentBenchmark {

    private static final int SUBJECTS = Integer.getInteger("subjects", 100_000);
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("seconds", 4));
    private static final List<String> PARTS =
            List.of(System.getProperty("parts", "decisions,bulk,writes").split(","));
    private static final String REFUSAL =
            "{\"decision\":\"refused\",\"noticeVersion\":1,\"language\":\"en\",\"channel\":\"email\"}";
    private static final String LOAD = """
            INSERT INTO subject (subject_id, account_state, account_changed_at)
            SELECT cast(lpad(to_hex(n), 32, '0') AS uuid), 'open', now() FROM generate_series(1, {subjects}) AS n;
            INSERT INTO consent (subject_id, purpose_key, state, record_id, revision, notice_version, language, channel,
                                 decided_at, hash)
            SELECT cast(lpad(to_hex(n), 32, '0') AS uuid), 'marketing-email',
                   CASE n % 2 WHEN 0 THEN 'granted' ELSE 'refused' END, gen_random_uuid(), 1, 1, 'en', 'import',
                   now(), repeat('0', 64)
            FROM generate_series(1, {subjects}) AS n;
            ANALYZE;
            """;

    DurableServers servers;
    BenchmarkServers.TokenSource tokens;

    @Test
    void measure() throws IOException {
        servers.execute(LOAD.replace("{subjects}", Integer.toString(SUBJECTS)));
        StringBuilder report = new StringBuilder(String.format(
                Locale.ROOT,
                "%n=== consent-service, %,d subjects; %d processors for load, service, database and broker; %s PostgreSQL"
                        + " ===%n",
                SUBJECTS,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("postgresql.home") == null ? "bundled" : "installed"));
        Load load = new Load(RestAssured.port);
        if (PARTS.contains("decisions")) {
            report.append(decisions(load));
        }
        if (PARTS.contains("bulk")) {
            report.append(new BulkLoad(RestAssured.port, tokens.token(Roles.ACCOUNT_SYSTEM), ConsentBenchmark::subject)
                    .report());
        }
        if (PARTS.contains("writes")) {
            report.append(writes(load, 64));
            report.append(writes(load, 16));
        }
        Files.writeString(Path.of("target", "benchmark.txt"), report);
        System.out.println(report);
    }

    private String decisions(Load load) {
        String token = tokens.token(Roles.ACCOUNT_SYSTEM);
        var empty = Load.get("/benchmark/empty", token);
        askAboutEverybody(load, token);
        Rounds rounds = Rounds.of(
                () -> load.run(64, ROUND, empty::duplicate),
                () -> load.run(64, ROUND, () -> decision(token)),
                this::recycleLog);
        return String.format(
                Locale.ROOT,
                "decisions, 64 connections: %.0f %% of an empty endpoint's throughput (promised 60), p99 %.1f times its"
                        + " (promised at most 3)%n%s",
                rounds.percent(Measured::perSecond),
                rounds.times(Measured::p99Millis),
                rounds.lines("empty endpoint", "decision"));
    }

    /** As in a service that has run for some days: what has not changed since is remembered. */
    private static void askAboutEverybody(Load load, String token) {
        AtomicInteger asked = new AtomicInteger();
        while (asked.get() < SUBJECTS) {
            load.run(64, ROUND, () -> decision(token, new UUID(0, 1 + asked.getAndIncrement() % SUBJECTS)));
        }
    }

    private static ByteBuffer decision(String token) {
        return decision(token, subject());
    }

    private static ByteBuffer decision(String token, UUID subject) {
        return Load.get("/v1/decisions?purpose=marketing-email&subjectId=" + subject, token);
    }

    private String writes(Load load, int connections) {
        String token = tokens.token(Roles.PRIVACY_OFFICER);
        Rounds.Measurement ours = () -> load.run(connections, ROUND, () -> write(token));
        if (!Inserts.available()) {
            return "durable consents, " + connections + " connections: no pgbench on the path to compare with\n"
                    + Rounds.of(ours, ours, this::recycleLog).lines("consent", "consent");
        }
        Inserts inserts = new Inserts(servers, SUBJECTS);
        Rounds oneRow = Rounds.of(() -> inserts.ofOneRow(connections, ROUND.toSeconds()), ours, this::recycleLog);
        Rounds sameRows = Rounds.of(() -> inserts.ofConsents(connections, ROUND.toSeconds()), ours, this::recycleLog);
        return String.format(
                Locale.ROOT,
                "durable consents, %d connections: %.0f %% of pgbench's single-row inserts (promised 60)%n%s"
                        + "and %.0f %% of pgbench writing the rows of a consent%n%s",
                connections,
                oneRow.percent(Measured::perSecond),
                oneRow.lines("pgbench insert (average for both)", "consent"),
                sameRows.percent(Measured::perSecond),
                sameRows.lines("pgbench consent (average for both)", "consent"));
    }

    /** A database that has run for a day writes into old log files; a new one stops for each to be filled first. */
    private void recycleLog() {
        servers.execute("CHECKPOINT");
    }

    private static ByteBuffer write(String token) {
        return Load.put("/v1/subjects/" + subject() + "/consents/marketing-email", token, REFUSAL);
    }

    private static UUID subject() {
        return new UUID(0, 1 + ThreadLocalRandom.current().nextInt(SUBJECTS));
    }
}
