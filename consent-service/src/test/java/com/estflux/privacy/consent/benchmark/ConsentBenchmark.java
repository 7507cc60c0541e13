package com.estflux.privacy.consent.benchmark;

import com.estflux.privacy.consent.fixture.Database;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Measures the ratios the service promises, on this machine, against itself. Not a test: it runs only when named, see
 * the README. The load generator shares the processors with service and database. System property {@code subjects}
 * says how many are loaded.
 */
@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class ConsentBenchmark {

    private static final int SUBJECTS = Integer.getInteger("subjects", 100_000);
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration MEASURE = Duration.ofSeconds(8);
    private static final String LOAD = """
            INSERT INTO subject (subject_id, account_state, account_changed_at)
            SELECT cast(lpad(to_hex(n), 32, '0') AS uuid), 'open', now() FROM generate_series(1, {subjects}) AS n
            ON CONFLICT DO NOTHING;
            INSERT INTO consent (subject_id, purpose_key, state, record_id, revision, notice_version, language, channel,
                                 decided_at, hash)
            SELECT cast(lpad(to_hex(n), 32, '0') AS uuid), 'marketing-email',
                   CASE n % 2 WHEN 0 THEN 'granted' ELSE 'refused' END, gen_random_uuid(), 1, 1, 'en', 'import',
                   now(), repeat('0', 64)
            FROM generate_series(1, {subjects}) AS n ON CONFLICT DO NOTHING;
            CREATE TABLE IF NOT EXISTS benchmark_row (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, subject uuid,
                purpose text, state text, at timestamptz DEFAULT now());
            ANALYZE;
            """;

    @BeforeEach
    void load() {
        Database.execute(LOAD.replace("{subjects}", Integer.toString(SUBJECTS)));
    }

    @Test
    void measure() throws IOException, InterruptedException {
        StringBuilder report = new StringBuilder("\n=== consent-service, " + SUBJECTS + " subjects, "
                + Runtime.getRuntime().availableProcessors() + " processors shared with load and database ===\n");
        try (Load load = new Load(RestAssured.port)) {
            decisions(load, report);
            bulk(report);
            writes(load, report, 16);
            writes(load, report, 64);
        }
        Files.writeString(Path.of("target", "benchmark.txt"), report);
        System.out.println(report);
    }

    private static void decisions(Load load, StringBuilder report) {
        String token = Identities.token("store");
        var empty = new Load.Request(HttpMethod.GET, "/benchmark/empty", token, null);
        load.run(64, WARM_UP, () -> empty);
        load.run(64, WARM_UP, () -> decision(token));
        var base = load.run(64, MEASURE, () -> empty);
        var decided = load.run(64, MEASURE, () -> decision(token));
        line(report, "empty endpoint, 64 connections", base);
        line(report, "decision, 64 connections", decided);
        report.append(String.format(
                Locale.ROOT,
                "decision / empty: throughput %.0f %% (promised 60), p99 %.1f x (promised at most 3)%n",
                100 * decided.perSecond() / base.perSecond(),
                decided.p99Millis() / base.p99Millis()));
    }

    private static Load.Request decision(String token) {
        return new Load.Request(
                HttpMethod.GET, "/v1/decisions?purpose=marketing-email&subjectId=" + subject(), token, null);
    }

    private static void bulk(StringBuilder report) throws IOException, InterruptedException {
        String body =
                IntStream.range(0, 100_000).mapToObj(i -> subject().toString()).collect(Collectors.joining("\n"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + RestAssured.port + "/v1/decisions/query?purpose=marketing-email"))
                .header("Authorization", "Bearer " + Identities.token("store"))
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        double best = 0;
        for (int i = 0; i < 8; i++) {
            long start = System.nanoTime();
            client.send(request, HttpResponse.BodyHandlers.discarding());
            best = Math.max(best, 100_000 / ((System.nanoTime() - start) / 1e9));
        }
        report.append(String.format(
                Locale.ROOT,
                "bulk decisions: %.0f a second, best of 8 calls of 100,000 (promised 100,000 a core)%n",
                best));
    }

    private static void writes(Load load, StringBuilder report, int connections)
            throws IOException, InterruptedException {
        String token = Identities.token("privacy-officer");
        Buffer refusal = Buffer.buffer(
                "{\"decision\":\"refused\",\"noticeVersion\":1,\"language\":\"en\",\"channel\":\"email\"}");
        load.run(connections, WARM_UP, () -> write(token, refusal));
        var written = load.run(connections, MEASURE, () -> write(token, refusal));
        line(report, "durable consent, " + connections + " connections", written);
        double pgbench = pgbench(connections);
        report.append(
                pgbench > 0
                        ? String.format(
                                Locale.ROOT,
                                "pgbench single-row insert, %d clients: %.0f a second; consents: %.0f %% of it (promised 60)%n",
                                connections,
                                pgbench,
                                100 * written.perSecond() / pgbench)
                        : "pgbench is not installed here: no ratio\n");
    }

    private static Load.Request write(String token, Buffer body) {
        return new Load.Request(HttpMethod.PUT, "/v1/subjects/" + subject() + "/consents/marketing-email", token, body);
    }

    private static double pgbench(int clients) throws IOException, InterruptedException {
        Path script = Files.writeString(
                Path.of("target", "insert.sql"),
                "INSERT INTO benchmark_row (subject, purpose, state) VALUES (gen_random_uuid(), 'marketing-email', 'refused');\n");
        String url = Infrastructure.get().postgres().jdbcUrl("consent").substring("jdbc:".length());
        try {
            Process process = new ProcessBuilder(List.of(
                            "pgbench",
                            "-n",
                            "-M",
                            "prepared",
                            "-f",
                            script.toString(),
                            "-c",
                            "" + clients,
                            "-j",
                            "2",
                            "-T",
                            "8",
                            url.replace("//", "//postgres:only-for-tests@")))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output.lines()
                    .filter(line -> line.startsWith("tps = "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(6).replaceAll(" .*", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException notInstalled) {
            return 0;
        }
    }

    private static UUID subject() {
        return new UUID(0, 1 + ThreadLocalRandom.current().nextInt(SUBJECTS));
    }

    private static void line(StringBuilder report, String what, Load.Measured measured) {
        report.append(String.format(
                Locale.ROOT,
                "%-40s %8.0f a second, p50 %.2f ms, p99 %.2f ms%n",
                what,
                measured.perSecond(),
                measured.p50Millis(),
                measured.p99Millis()));
    }
}
