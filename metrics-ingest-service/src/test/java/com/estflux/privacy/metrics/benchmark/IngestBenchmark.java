package com.estflux.privacy.metrics.benchmark;

import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.contracts.usage.IpAssigned;
import com.estflux.privacy.metrics.fixture.SampleProducer;
import com.estflux.privacy.metrics.fixture.ServiceProcess;
import com.estflux.privacy.metrics.fixture.Suite;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.testing.infrastructure.KafkaBroker;
import com.estflux.privacy.platform.testing.infrastructure.ManagedProcess;
import com.estflux.privacy.platform.testing.infrastructure.PostgresServer;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The packaged service against bare COPY and against InfluxDB, on this machine, in one run, with a PostgreSQL that syncs.
 * System properties: {@code rows}, {@code trace} (a folder of the real trace), {@code streams} (of the reference),
 * {@code influxd} (the program of InfluxDB 1.x; left out without it).
 */
class IngestBenchmark {

    private static final long ROWS = Long.getLong("rows", 1_000_000);
    private static final long HTTP_ROWS = Math.min(ROWS / 2, 2_000_000);
    private static final int STREAMS = Integer.getInteger("streams", 1);
    private static final int MACHINES = 500;
    private static final int LARGE_SUBJECTS = 6;
    private static final int WARMING_UP = 20;
    private static final String PARTS = System.getProperty("parts", "copy,sizes,http,erasure");
    private static final String[] JVM =
            ("-Xmx512m;" + System.getProperty("service.jvm", "-XX:+UseParallelGC")).split(";");
    /** As a server of this size is set up in production; both sides have it. */
    private static final String[] POSTGRES = System.getProperty("postgres", "shared_buffers=1GB;max_wal_size=4GB")
            .split(";");

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant HTTP_START = Instant.parse("2025-01-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final Pattern HEAP = Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\",[^}]*} ([0-9.E]+)");
    private static final Pattern STORED = Pattern.compile("usage_samples_total\\{outcome=\"stored\"[^}]*} ([0-9.E]+)");

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final StringBuilder report = new StringBuilder();
    private final Path directory =
            Path.of("target", "benchmark-" + System.nanoTime()).toAbsolutePath();
    private final PostgresServer postgres = PostgresServer.start(directory, 0, "only-for-tests", true, POSTGRES);
    private final CopyReference reference = new CopyReference(postgres);
    private final Workload workload = new Workload(MACHINES, START);

    @Test
    void measure() throws Exception {
        KafkaBroker kafka = Infrastructure.get().kafka();
        try (ServiceProcess service =
                ServiceProcess.start(postgres, kafka, Infrastructure.get().issuer(), JVM)) {
            assign(workload);
            partitions(workload, ROWS);
            // Not killed: it would be given the assignments again, and take them in while it is measured.
            service.close();
            produce(kafka);
            double copyBefore = PARTS.contains("copy") ? copy() : Double.NaN;
            double service1 = kafka(service);
            double copyAfter = PARTS.contains("copy") ? copy() : Double.NaN;
            double copy = (copyBefore + copyAfter) / 2;
            say(
                    "COPY, %d streams: %.0f and %.0f rows/s; Kafka to rows: %.0f rows/s; ratio %.2f",
                    STREAMS, copyBefore, copyAfter, service1, service1 / copy);
            if (PARTS.contains("sizes")) {
                sizes();
            }
            if (PARTS.contains("erasure")) {
                erasure();
            }
            if (PARTS.contains("http")) {
                http(service, copy);
            }
        } finally {
            postgres.close();
            Files.writeString(Path.of("target", "benchmark.txt"), report);
        }
    }

    /** Subjects 0 to 5 have so many machines that their rows are 100,000 each; the others have one machine each. */
    private void assign(Workload machines) throws Exception {
        long wanted = number("SELECT count(*) FROM vps") + MACHINES;
        for (int i = 0; i < MACHINES; i++) {
            Suite.publish(new IpAssigned(
                    UUID.randomUUID(),
                    machines == workload ? subject(i) : new UUID(8, i),
                    machines.machines().get(i),
                    "10." + (machines == workload ? 1 : 2) + "." + i / 250 + "." + i % 250,
                    HTTP_START));
        }
        Awaitility.await().atMost(PATIENCE).until(() -> number("SELECT count(*) FROM vps") == wanted);
    }

    private void partitions(Workload machines, long rows) throws Exception {
        execute("SELECT ensure_usage_partition(month::date) FROM generate_series(date_trunc('month', timestamptz '"
                + machines.sample(0).sampledAt() + "', 'UTC'), timestamptz '"
                + machines.sample(rows).sampledAt() + "', interval '1 month') AS month");
    }

    private static UUID subject(int machine) {
        long each = Math.max(1, 100_000 * (long) MACHINES / ROWS);
        return new UUID(7, machine < LARGE_SUBJECTS * each ? machine / each : machine);
    }

    private void produce(KafkaBroker kafka) {
        try (SampleProducer producer = new SampleProducer(kafka)) {
            for (long n = 0; n < ROWS; n++) {
                producer.send(workload.sample(n));
            }
        }
    }

    private double copy() throws Exception {
        reference.prepare(true);
        return ROWS / reference.run(workload, ROWS, STREAMS);
    }

    private double kafka(ServiceProcess service) throws Exception {
        execute("CHECKPOINT");
        service.restart();
        Duration cpuBefore = service.handle().info().totalCpuDuration().orElseThrow();
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> metric(service, STORED) > 0);
        long first = Math.round(metric(service, STORED));
        long begun = System.nanoTime();
        AtomicReference<Double> mostHeap = new AtomicReference<>(0.0);
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            mostHeap.set(Math.max(mostHeap.get(), metric(service, HEAP) / (1 << 20)));
            return metric(service, STORED) >= ROWS;
        });
        double seconds = (System.nanoTime() - begun) / 1e9;
        Duration cpu = service.handle().info().totalCpuDuration().orElseThrow().minus(cpuBefore);
        say(
                "service: %.1f CPU seconds per million samples (its start included); heap at most %.0f of 512 MiB",
                cpu.toMillis() / 1e3 / (ROWS / 1e6), mostHeap.get());
        say("%.0f samples a batch", ROWS / (double) number("SELECT last_value FROM rollup_pending_id_seq"));
        settled("the last row from Kafka");
        if (rows() != ROWS) {
            throw new IllegalStateException("stored " + rows());
        }
        say("bytes on disk a sample: %.0f with its key", size("usage_sample") / (double) ROWS);
        return (ROWS - first) / seconds;
    }

    private void sizes() throws Exception {
        reference.prepare(false);
        reference.run(workload, ROWS, 1);
        double bare = size("reference_sample") / (double) ROWS;
        double stored = size("usage_sample") / (double) rows();
        say("bytes on disk a sample: %.0f with its key; the bare row %.0f; ratio %.2f", stored, bare, stored / bare);
        execute("DROP TABLE reference_sample");
    }

    private void http(ServiceProcess service, double copy) throws Exception {
        Workload lines = new Workload(MACHINES, HTTP_START);
        assign(lines);
        partitions(lines, HTTP_ROWS);
        LineProtocolLoad load = new LineProtocolLoad(lines, 0, HTTP_ROWS);
        double ours = load.run(
                service.uri("/api/v2/write?precision=s"), () -> "Token " + Identities.token(Roles.USAGE_COLLECTOR));
        say("HTTP line protocol, 4 connections of 5,000 lines: %.0f lines/s; %.2f of COPY", ours, ours / copy);
        String influxd = System.getProperty("influxd");
        if (influxd != null) {
            double theirs = influx(Path.of(influxd), load);
            say("InfluxDB 1.x, sync on every write: %.0f lines/s; ours is %.2f of it", theirs, ours / theirs);
        }
    }

    private double influx(Path influxd, LineProtocolLoad load) throws Exception {
        Files.createDirectories(directory);
        Path settings = directory.resolve("influxdb.conf");
        Files.writeString(settings, """
                bind-address = "127.0.0.1:29788"
                reporting-disabled = true
                [meta]
                  dir = "%1$s/meta"
                [data]
                  dir = "%1$s/data"
                  wal-dir = "%1$s/wal"
                  wal-fsync-delay = "0s"
                  query-log-enabled = false
                [monitor]
                  store-enabled = false
                [http]
                  bind-address = "127.0.0.1:29786"
                  log-enabled = false
                """.formatted(directory.resolve("influx")));
        try (ManagedProcess running = ManagedProcess.start(
                "influxd",
                List.of(influxd.toString(), "-config", settings.toString()),
                Map.of(),
                directory.resolve("influx.log"))) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> HttpClient.newHttpClient()
                                    .send(
                                            HttpRequest.newBuilder(URI.create(
                                                            "http://127.0.0.1:29786/query?q=CREATE%20DATABASE%20usage"))
                                                    .POST(HttpRequest.BodyPublishers.noBody())
                                                    .build(),
                                            HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200);
            return load.run(URI.create("http://127.0.0.1:29786/write?db=usage&precision=s"), () -> "none");
        }
    }

    private void settled(String after) throws Exception {
        long begun = System.nanoTime();
        Awaitility.await().atMost(PATIENCE).until(() -> number("SELECT count(*) FROM rollup_pending") == 0);
        say("roll-ups settled %.1f s after %s", (System.nanoTime() - begun) / 1e9, after);
    }

    private void erasure() throws Exception {
        settled("everything else");
        // The first commands of a process are slow whatever they do; a service that has been up for a while is
        // measured.
        double cold = erase(new UUID(7, MACHINES - 1));
        say("the first erasure of the process, of one machine: %.2f s", cold);
        for (int i = 2; i <= WARMING_UP; i++) {
            erase(new UUID(7, MACHINES - i));
        }
        erasure("as the backlog was poured in", 0);
        arrange();
        erasure("as they arrive live, all machines' after one another", 2);
        long begun = System.nanoTime();
        for (String month = ""; month != null; ) {
            month = text("SELECT order_usage_partition('" + month + "', date_trunc('month', timestamptz '"
                    + workload.sample(ROWS).sampledAt() + "')::date)");
        }
        say("months that are over laid out by VPS in %.1f s", (System.nanoTime() - begun) / 1e9);
        erasure("laid out by VPS in months that are over, and as they arrive in the last one", 4);
    }

    /** Erases one subject, and deletes the samples of the next by hand. */
    private void erasure(String layout, int subject) throws Exception {
        String numbers =
                text("SELECT array_agg(vps_no)::text FROM vps WHERE subject_id = '" + new UUID(7, subject + 1) + "'");
        // Both find what they look for in memory: their rows share pages, the first would read for both.
        number("SELECT sum(s.interval_seconds) FROM vps v CROSS JOIN LATERAL (SELECT interval_seconds FROM usage_sample"
                + " WHERE vps_no = v.vps_no OFFSET 0) AS s WHERE v.subject_id IN ('" + new UUID(7, subject) + "', '"
                + new UUID(7, subject + 1) + "')");
        execute("CHECKPOINT");
        double bare;
        int deleted;
        try (Connection database = postgres.connect("metrics");
                Statement statement = database.createStatement()) {
            statement.execute("SELECT 1 FROM usage_sample LIMIT 1");
            long begun = System.nanoTime();
            // By numbers written out: asked for those of a subject, the planner reads the whole table.
            deleted = statement.executeUpdate("DELETE FROM usage_sample WHERE vps_no = ANY ('" + numbers + "')");
            bare = (System.nanoTime() - begun) / 1e9;
        }
        long rows = rows();
        execute("CHECKPOINT");
        double erased = erase(new UUID(7, subject));
        say(
                "samples %s: erasure of %d among %d, from the command to its receipt: %.3f s; bare DELETE of %d: %.3f s;"
                        + " %.2f times",
                layout, rows - rows(), rows, erased, deleted, bare, erased / bare);
    }

    /** Lays the samples out as they come when there is no backlog. */
    private void arrange() throws Exception {
        execute("""
                DO $$ DECLARE month regclass; BEGIN
                    FOR month IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'usage_sample'::regclass LOOP
                        EXECUTE format('CREATE TABLE arranged AS SELECT * FROM %s ORDER BY sampled_at, vps_no', month);
                        EXECUTE format('TRUNCATE %s', month);
                        EXECUTE format('INSERT INTO %s SELECT * FROM arranged', month);
                        DROP TABLE arranged;
                    END LOOP;
                END $$""");
        execute("VACUUM ANALYZE usage_sample");
    }

    /** Orders an erasure; seconds from the command to its receipt. */
    private static double erase(UUID subjectId) {
        try (var receipts = new KafkaConsumer<>(
                Infrastructure.get().kafka().clientSettings(), new ByteArrayDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = receipts.partitionsFor(Topic.PRIVACY_RECEIPTS.topicName()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            receipts.assign(partitions);
            receipts.seekToEnd(partitions);
            partitions.forEach(receipts::position);
            UUID command = UUID.randomUUID();
            long ordered = System.nanoTime();
            Suite.publish(new SubjectErase(
                    command, UUID.randomUUID(), subjectId, List.of(), List.of("metrics"), Instant.now()));
            while (System.nanoTime() - ordered < PATIENCE.toNanos()) {
                for (var receipt : receipts.poll(Duration.ofMillis(100))) {
                    if (receipt.value().contains(command.toString())
                            && receipt.value().contains("outcomes")) {
                        return (System.nanoTime() - ordered) / 1e9;
                    }
                }
            }
            throw new IllegalStateException("no receipt");
        }
    }

    private static double metric(ServiceProcess service, Pattern pattern) throws Exception {
        String metrics = HTTP.send(
                        HttpRequest.newBuilder(service.uri("/q/metrics")).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher found = pattern.matcher(metrics);
        double sum = 0;
        while (found.find()) {
            sum += Double.parseDouble(found.group(1));
        }
        return sum;
    }

    private long rows() throws Exception {
        return number("SELECT count(*) FROM usage_sample");
    }

    private long size(String table) throws Exception {
        return number("SELECT sum(pg_total_relation_size(inhrelid)) FROM pg_inherits WHERE inhparent = '" + table
                + "'::regclass");
    }

    private long number(String query) throws Exception {
        try (Connection database = postgres.connect("metrics");
                ResultSet rows = database.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private @Nullable String text(String query) throws Exception {
        try (Connection database = postgres.connect("metrics");
                ResultSet rows = database.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void execute(String statement) throws Exception {
        try (Connection database = postgres.connect("metrics")) {
            database.createStatement().execute(statement);
        }
    }

    private void say(String format, Object... values) {
        String line = String.format(Locale.ROOT, format, values);
        report.append(line).append('\n');
        System.out.println("BENCHMARK " + line);
    }
}
