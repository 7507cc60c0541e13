package com.estflux.privacy.metrics.counter;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The readings' tables; a bulk path that uses the driver directly. */
@ApplicationScoped
class CounterRepository {

    /** Who derives samples of a VPS sees all of its readings: the others wait here. */
    private static final String LOCK =
            "SELECT vps_id FROM vps WHERE vps_id = ANY ($1) AND NOT closed ORDER BY vps_no FOR NO KEY UPDATE";

    private static final String WAITING = "SELECT count(*) AS readings FROM counter_reading WHERE NOT known";
    private static final String COLUMNS = "cpu_microseconds, memory_used_bytes, disk_read_bytes, disk_written_bytes,"
            + " disk_read_operations, disk_write_operations, received_bytes, transmitted_bytes";
    private static final String KEYS = "vps_id, read_at, device, boot";
    private static final String ARRAYS = "unnest($1::uuid[], $2::timestamptz[], $3::bigint[], $4::bigint[],"
            + " $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[],"
            + " $12::bigint[])";

    /** What is missing is added, what contradicts is not; only another boot contradicts as a whole. */
    private static final String TAKE = "INSERT INTO counter_reading AS r (" + KEYS + ", " + COLUMNS
            + ", known, complete) SELECT *, vps_id = ANY ($13), "
            + each("%1$s IS NOT NULL", " AND ") + " FROM " + ARRAYS + " AS i (" + KEYS + ", " + COLUMNS
            + ") ON CONFLICT (vps_id, read_at, device) DO UPDATE SET "
            + each("%1$s = coalesce(r.%1$s, excluded.%1$s)", ", ")
            + " WHERE r.boot = excluded.boot AND (" + each("r.%1$s IS NULL AND excluded.%1$s IS NOT NULL", " OR ")
            + ") RETURNING vps_id, read_at, device";

    /** A moment is complete once its devices together have every counter. */
    private static final String COMPLETE = "UPDATE counter_reading r SET complete = true FROM ("
            + "SELECT vps_id, read_at FROM counter_reading WHERE (vps_id, read_at) IN (SELECT DISTINCT * FROM"
            + " unnest($1::uuid[], $2::timestamptz[])) GROUP BY vps_id, read_at HAVING NOT bool_and(complete) AND "
            + each("count(%1$s) > 0", " AND ")
            + ") AS whole WHERE r.vps_id = whole.vps_id AND r.read_at = whole.read_at AND NOT r.complete";

    private static final String CONFLICTS = "SELECT (i.position - 1)::int AS position FROM " + ARRAYS
            + " WITH ORDINALITY AS i (" + KEYS + ", " + COLUMNS + ", position) JOIN counter_reading r"
            + " ON r.vps_id = i.vps_id AND r.read_at = i.read_at AND r.device = i.device"
            + " WHERE r.boot <> i.boot OR " + each("coalesce(r.%1$s <> i.%1$s, false)", " OR ");

    private static final String REPORT = "INSERT INTO counter_report (vps_id, read_at, reason)"
            + " SELECT DISTINCT *, 'conflict' FROM unnest($1::uuid[], $2::timestamptz[]) ON CONFLICT DO NOTHING";
    private static final String DERIVE = "SELECT derive_usage($1, $2, $3) AS samples";

    /** Which of these are known; no one else derives their samples until the transaction ends. */
    Uni<Set<UUID>> lock(SqlConnection connection, Collection<UUID> vpsIds) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(vpsIds.toArray(UUID[]::new)))
                .map(rows -> {
                    Set<UUID> known = new HashSet<>();
                    rows.forEach(row -> known.add(row.getUUID("vps_id")));
                    return known;
                });
    }

    /** How many readings wait for their VPS to be named. */
    Uni<Long> waiting(SqlConnection connection) {
        return connection.query(WAITING).execute().map(rows -> rows.iterator()
                .next()
                .getLong("readings"));
    }

    /** Stores readings; completes with those that said something new. */
    Uni<Set<Reading.Key>> take(SqlConnection connection, List<Reading> readings, Set<UUID> known) {
        return connection
                .preparedQuery(TAKE)
                .execute(columns(readings).addValue(known.toArray(UUID[]::new)))
                .map(rows -> {
                    Set<Reading.Key> taken = new HashSet<>();
                    rows.forEach(row -> taken.add(new Reading.Key(
                            row.getUUID("vps_id"),
                            row.getOffsetDateTime("read_at").toInstant(),
                            row.getLong("device"))));
                    return taken;
                })
                .call(() -> connection.preparedQuery(COMPLETE).execute(Tuple.of(ids(readings), times(readings))));
    }

    /** Which of these contradict what is stored, by their place in the list. */
    Uni<List<Integer>> conflicts(SqlConnection connection, List<Reading> readings) {
        return connection.preparedQuery(CONFLICTS).execute(columns(readings)).map(rows -> {
            List<Integer> positions = new ArrayList<>();
            rows.forEach(row -> positions.add(row.getInteger("position")));
            return positions;
        });
    }

    Uni<Void> report(SqlConnection connection, List<Reading> readings) {
        return connection
                .preparedQuery(REPORT)
                .execute(Tuple.of(ids(readings), times(readings)))
                .replaceWithVoid();
    }

    /** Brings the samples up to these readings. */
    Uni<Void> derive(SqlConnection connection, List<Reading> readings, long mostPerSecond) {
        return connection
                .preparedQuery(DERIVE)
                .execute(Tuple.of(ids(readings), times(readings), BigDecimal.valueOf(mostPerSecond)))
                .replaceWithVoid();
    }

    private static Tuple columns(List<Reading> readings) {
        Tuple columns = Tuple.of(
                ids(readings),
                times(readings),
                readings.stream().map(Reading::device).toArray(Long[]::new),
                readings.stream().map(Reading::boot).toArray(Long[]::new));
        for (Counter counter : Counter.values()) {
            columns.addValue(readings.stream()
                    .map(reading -> reading.figures().get(counter))
                    .toArray(Long[]::new));
        }
        return columns;
    }

    private static UUID[] ids(List<Reading> readings) {
        return readings.stream().map(Reading::vpsId).toArray(UUID[]::new);
    }

    private static OffsetDateTime[] times(List<Reading> readings) {
        return readings.stream()
                .map(reading -> reading.readAt().atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
    }

    private static String each(String pattern, String separator) {
        return Arrays.stream(COLUMNS.split(",\\s*")).map(pattern::formatted).collect(Collectors.joining(separator));
    }
}
