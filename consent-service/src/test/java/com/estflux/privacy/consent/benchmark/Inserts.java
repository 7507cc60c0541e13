package com.estflux.privacy.consent.benchmark;

import com.estflux.privacy.consent.fixture.DurableServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Transactions by {@code pgbench}, on the service's own PostgreSQL, in tables of their own. */
final class Inserts {

    private static final String ONE_ROW = """
            INSERT INTO benchmark_row (subject, purpose, state) VALUES (gen_random_uuid(), 'marketing-email', 'refused');
            """;
    private static final String CONSENT = """
            \\set n random(1, {subjects})
            WITH history AS (
                INSERT INTO benchmark_consent_record VALUES (uuidv7(), gen_random_uuid(), 'marketing-email', 2, 'refused',
                    1, repeat('0', 64), 'en', 'email', repeat('0', 36), now(), NULL, repeat('0', 64), repeat('0', 64))
            ), event AS (
                INSERT INTO benchmark_outbox (aggregatetype, aggregateid, partition_key, type, headers, payload)
                VALUES ('consent.changes.v1', gen_random_uuid(), gen_random_uuid(), 'com.estflux.consent.changed.v1',
                    '{"ce_id":"","ce_time":"","ce_type":"","ce_source":"","content-type":"application/json"}',
                    decode(repeat('00', 280), 'hex'))
            ), entry AS (
                INSERT INTO benchmark_audit_entry
                    (recorded_at, action, actor, outcome, subject_ref, object_kind, object_id, reason)
                VALUES (now(), 'consent.refused', repeat('0', 36), 'DONE',
                    encode(sha256(uuid_send(gen_random_uuid())), 'hex'), 'consent-record', gen_random_uuid(),
                    repeat('0', 71))
            )
            UPDATE benchmark_consent SET state = 'refused', record_id = uuidv7(), revision = revision + 1,
                decided_at = now(), hash = repeat('0', 64)
            WHERE subject_id = cast(lpad(to_hex(cast(:n AS bigint)), 32, '0') AS uuid) AND purpose_key = 'marketing-email';
            """;
    private static final String TABLES = """
            CREATE TABLE IF NOT EXISTS benchmark_row (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                subject uuid, purpose text, state text, at timestamptz DEFAULT now());
            CREATE TABLE IF NOT EXISTS benchmark_consent_record (LIKE consent_record INCLUDING ALL);
            CREATE TABLE IF NOT EXISTS benchmark_outbox (LIKE outbox INCLUDING ALL);
            CREATE TABLE IF NOT EXISTS benchmark_audit_entry (LIKE audit_entry INCLUDING ALL);
            CREATE TABLE IF NOT EXISTS benchmark_consent (LIKE consent INCLUDING ALL);
            INSERT INTO benchmark_consent SELECT * FROM consent ON CONFLICT DO NOTHING;
            ANALYZE benchmark_consent;
            """;

    private static final Pattern TPS = Pattern.compile("(?m)^tps = ([\\d.]+)");
    private static final Pattern LATENCY = Pattern.compile("(?m)^latency average = ([\\d.]+)");

    private final DurableServers servers;
    private final int subjects;

    Inserts(DurableServers servers, int subjects) {
        this.servers = servers;
        this.subjects = subjects;
        servers.execute(TABLES);
    }

    /** Whether pgbench is on the path. */
    static boolean available() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "pgbench")));
    }

    /** Each inserts a row. */
    Measured ofOneRow(int clients, long seconds) {
        return measure(ONE_ROW, clients, seconds);
    }

    /**
     * Each writes the four rows a consent leaves, in one statement: what it takes of PostgreSQL at least when every one
     * has a transaction of its own, without the service, and without what must be read and locked before.
     */
    Measured ofConsents(int clients, long seconds) {
        return measure(CONSENT.replace("{subjects}", Integer.toString(subjects)), clients, seconds);
    }

    private Measured measure(String transaction, int clients, long seconds) {
        try {
            Path script = Files.writeString(Path.of("target", "insert.sql"), transaction);
            String output = run(List.of(
                    "pgbench",
                    "--no-vacuum",
                    "--protocol=prepared",
                    "--file=" + script,
                    "--client=" + clients,
                    "--jobs=1",
                    "--time=" + seconds,
                    "postgresql://postgres:" + DurableServers.PASSWORD + "@127.0.0.1:"
                            + servers.postgres().port() + "/consent"));
            double latency = number(LATENCY, output);
            return new Measured(number(TPS, output), latency, latency);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static double number(Pattern pattern, String output) {
        Matcher found = pattern.matcher(output);
        if (!found.find()) {
            throw new IllegalStateException("pgbench said: " + output);
        }
        return Double.parseDouble(found.group(1));
    }
}
