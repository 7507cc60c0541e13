package com.estflux.privacy.metrics.billing;

import com.estflux.privacy.metrics.usage.Meter;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** The raw samples a closed period was metered from: those of its month that were stored before it was closed. */
@ApplicationScoped
class ReplayRepository {

    private static final String COLUMNS = """
            SELECT sampled_at, interval_seconds, cpu_microseconds, memory_used_bytes, disk_read_bytes,
                disk_written_bytes, disk_read_operations, disk_write_operations, received_bytes, transmitted_bytes
            """;
    private static final String STORED_BEFORE = """
            WHERE vps_no = $1 AND sampled_at >= $2 AND sampled_at < $3 AND NOT EXISTS (
                SELECT 1 FROM late_sample l
                WHERE l.vps_no = s.vps_no AND l.sampled_at = s.sampled_at AND l.stored_at > $4)
            """;
    private static final String SAMPLES = COLUMNS + "FROM usage_sample s " + STORED_BEFORE + """
                AND NOT EXISTS (
                    SELECT 1 FROM superseded_sample o WHERE o.vps_no = s.vps_no AND o.sampled_at = s.sampled_at)
            UNION ALL
            """ + COLUMNS
            + "FROM superseded_sample s " + STORED_BEFORE;

    private static final String PARTITIONS_DROPPED = """
            SELECT bool_or(to_regclass('usage_sample_' || to_char(month, 'YYYY_MM')) IS NULL) AS dropped
            FROM generate_series(date_trunc('month', $1::timestamptz AT TIME ZONE 'UTC'),
                $2::timestamptz AT TIME ZONE 'UTC' - interval '1 second', interval '1 month') AS month
            """;

    /** Whether a month of UTC that holds part of this time has no partition. */
    Uni<Boolean> partitionsDropped(SqlClient client, Instant from, Instant to) {
        return client.preparedQuery(PARTITIONS_DROPPED)
                .execute(Tuple.of(from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next().getBoolean("dropped"));
    }

    /** Meters them anew. */
    Uni<Meter> replay(SqlClient client, int vpsNo, Instant from, Instant to, Instant storedBefore) {
        return client.preparedQuery(SAMPLES)
                .execute(Tuple.of(
                        vpsNo,
                        from.atOffset(ZoneOffset.UTC),
                        to.atOffset(ZoneOffset.UTC),
                        storedBefore.atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    Meter meter = new Meter(from, to);
                    rows.forEach(row -> meter.add(sample(row)));
                    return meter;
                });
    }

    private static Meter.Sample sample(Row row) {
        return new Meter.Sample(
                row.getOffsetDateTime("sampled_at").toInstant(),
                row.getInteger("interval_seconds"),
                row.getLong("cpu_microseconds"),
                row.getLong("memory_used_bytes"),
                row.getLong("disk_read_bytes"),
                row.getLong("disk_written_bytes"),
                row.getLong("disk_read_operations"),
                row.getLong("disk_write_operations"),
                row.getLong("received_bytes"),
                row.getLong("transmitted_bytes"));
    }
}
