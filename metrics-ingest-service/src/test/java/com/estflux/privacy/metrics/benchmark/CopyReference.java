package com.estflux.privacy.metrics.benchmark;

import com.estflux.privacy.contracts.usage.VpsSampled;
import com.estflux.privacy.platform.testing.infrastructure.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;

/** The same rows by bare COPY into a table of the same partitions, columns and key; nothing is looked at. */
final class CopyReference {

    private static final int ROWS_A_COMMIT = 5_000;

    private final PostgresServer postgres;

    CopyReference(PostgresServer postgres) {
        this.postgres = postgres;
    }

    /** Makes the table anew, with the partitions the service's has. */
    void prepare(boolean indexed) throws Exception {
        try (Connection database = postgres.connect("metrics");
                var statement = database.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS reference_sample");
            statement.execute("CREATE TABLE reference_sample (LIKE usage_sample"
                    + (indexed ? ", PRIMARY KEY (vps_no, sampled_at)" : "") + ") PARTITION BY RANGE (sampled_at)");
            statement.execute("""
                    DO $$ DECLARE month date; BEGIN
                        FOR month IN SELECT to_date(right(c.relname, 7), 'YYYY_MM') FROM pg_inherits i
                            JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'usage_sample'::regclass
                        LOOP
                            EXECUTE format('CREATE TABLE reference_%s PARTITION OF reference_sample FOR VALUES FROM (%L)'
                                || ' TO (%L)', to_char(month, 'YYYY_MM'), month::timestamp AT TIME ZONE 'UTC',
                                (month + interval '1 month')::timestamp AT TIME ZONE 'UTC');
                        END LOOP;
                    END $$""");
            statement.execute("CHECKPOINT");
        }
    }

    /** Copies rows over so many connections; the rows are laid out before the clock starts. Seconds. */
    double run(Workload workload, long rows, int streams) throws Exception {
        List<byte[]> chunks = new ArrayList<>();
        for (long from = 0; from < rows; from += ROWS_A_COMMIT) {
            chunks.add(chunk(workload, from, Math.min(rows, from + ROWS_A_COMMIT)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(streams);
        long begun = System.nanoTime();
        List<Future<?>> running = new ArrayList<>();
        for (int stream = 0; stream < streams; stream++) {
            int first = stream;
            running.add(threads.submit(() -> {
                try (Connection database = postgres.connect("metrics")) {
                    var copy = database.unwrap(PGConnection.class).getCopyAPI();
                    for (int i = first; i < chunks.size(); i += streams) {
                        copy.copyIn(
                                "COPY reference_sample FROM STDIN", new java.io.ByteArrayInputStream(chunks.get(i)));
                    }
                }
                return null;
            }));
        }
        for (Future<?> one : running) {
            one.get();
        }
        threads.shutdown();
        return (System.nanoTime() - begun) / 1e9;
    }

    private static byte[] chunk(Workload workload, long from, long to) {
        StringBuilder rows = new StringBuilder();
        for (long n = from; n < to; n++) {
            VpsSampled s = workload.sample(n);
            rows.append(s.sampledAt()).append('\t').append(s.cpuMicroseconds()).append('\t');
            rows.append(s.memoryUsedBytes())
                    .append('\t')
                    .append(s.diskReadBytes())
                    .append('\t');
            rows.append(s.diskWrittenBytes())
                    .append('\t')
                    .append(s.diskReadOperations())
                    .append('\t');
            rows.append(s.diskWriteOperations())
                    .append('\t')
                    .append(s.networkReceivedBytes())
                    .append('\t');
            rows.append(s.networkTransmittedBytes()).append('\t');
            rows.append(n % workload.machines().size())
                    .append('\t')
                    .append(s.intervalSeconds())
                    .append('\n');
        }
        return rows.toString().getBytes(StandardCharsets.UTF_8);
    }
}
