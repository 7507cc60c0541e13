package com.estflux.privacy.metrics.rights;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Everything held of one subject as lines of text, written by the database. Years of samples are read some thousand at a
 * time, as fast as they are fetched: memory stays flat. It uses the driver directly.
 */
@ApplicationScoped
class ExportRepository {

    private static final int AT_ONCE = 5_000;
    private static final String UTC = "'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'";
    private static final String FIGURES = "interval_seconds, cpu_microseconds, memory_used_bytes, disk_read_bytes,"
            + " disk_written_bytes, disk_read_operations, disk_write_operations, received_bytes, transmitted_bytes";

    private final Pool pool;

    ExportRepository(Pool pool) {
        this.pool = pool;
    }

    /** How lines are written. */
    enum Form {
        /** A JSON object a line. */
        NDJSON,
        /** Comma-separated. */
        CSV
    }

    /** A VPS of the subject's. */
    record Owned(int vpsNo, UUID vpsId) {}

    Uni<List<Owned>> vps(UUID subjectId) {
        return pool.preparedQuery("SELECT vps_no, vps_id FROM vps WHERE subject_id = $1 ORDER BY vps_no")
                .execute(Tuple.of(subjectId))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Owned(row.getInteger("vps_no"), row.getUUID("vps_id")))
                        .toList());
    }

    /** The samples of a VPS in their order, in portions of lines. */
    Multi<String> samples(Owned vps, Form form) {
        String line = form == Form.CSV
                ? "concat_ws(',', $1::uuid, " + time("sampled_at") + ", " + FIGURES + ")"
                : "json_build_object('kind', 'usage-sample', 'vpsId', $1::uuid, 'sampledAt', " + time("sampled_at")
                        + ", " + json(FIGURES) + ")::text";
        String query = "SELECT sampled_at, " + line + " AS line FROM usage_sample WHERE vps_no = $2 AND sampled_at > $3"
                + " ORDER BY sampled_at LIMIT " + AT_ONCE;
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new ArrayList<>(List.of(OffsetDateTime.parse("1970-01-01T00:00:00Z"))),
                        last -> pool.preparedQuery(query)
                                .execute(Tuple.of(vps.vpsId(), vps.vpsNo(), last.get(0)))
                                .invoke(rows -> rows.forEach(row -> last.set(0, row.getOffsetDateTime("sampled_at")))))
                .until(rows -> rows.size() == 0)
                .map(ExportRepository::lines);
    }

    /** The addresses a subject has and had. */
    Uni<String> assignments(UUID subjectId, Form form) {
        String line = form == Form.CSV
                ? "concat_ws(',', assignment_id, vps_id, address, " + time("assigned_at") + ", coalesce("
                        + time("released_at") + ", ''))"
                : "json_build_object('kind', 'ip-assignment', 'assignmentId', assignment_id, 'vpsId', vps_id, 'ipAddress',"
                        + " address, 'assignedAt', " + time("assigned_at") + ", 'releasedAt', " + time("released_at")
                        + ")::text";
        return text(
                "SELECT " + line + " AS line FROM ip_assignment WHERE subject_id = $1 ORDER BY assigned_at", subjectId);
    }

    /** Where a subject's VPS instances run, what was invoiced, and whether they are restricted or object. */
    Uni<String> others(UUID subjectId) {
        return text(
                "SELECT json_build_object('kind', 'vps', 'vpsId', v.vps_id, 'host', p.host, 'plan', p.plan, 'region',"
                        + " p.region)::text AS line FROM vps v LEFT JOIN vps_placement p ON p.vps_no = v.vps_no"
                        + " WHERE v.subject_id = $1"
                        + " UNION ALL SELECT json_build_object('kind', 'billing-line', 'periodId', p.period_id, 'month',"
                        + " to_char(p.month, 'YYYY-MM'), 'sha256', p.sha256, 'line', to_jsonb(l) - 'vps_no' - 'period_id')"
                        + "::text FROM billing_period p JOIN billing_line l ON l.period_id = p.period_id"
                        + " WHERE p.subject_id = $1"
                        + " UNION ALL SELECT json_build_object('kind', 'restriction', 'restrictedAt', "
                        + time("restricted_at") + ")::text FROM restricted_subject WHERE subject_id = $1"
                        + " UNION ALL SELECT json_build_object('kind', 'objection', 'purpose', 'service-improvement',"
                        + " 'objects', objects)::text FROM objecting_subject WHERE subject_id = $1",
                subjectId);
    }

    private Uni<String> text(String query, UUID subjectId) {
        return pool.preparedQuery(query).execute(Tuple.of(subjectId)).map(ExportRepository::lines);
    }

    private static String lines(RowSet<Row> rows) {
        StringBuilder lines = new StringBuilder();
        rows.forEach(row -> lines.append(row.getString("line")).append('\n'));
        return lines.toString();
    }

    private static String time(String column) {
        return "to_char(" + column + " AT TIME ZONE 'UTC', " + UTC + ")";
    }

    private static String json(String columns) {
        List<String> pairs = new ArrayList<>();
        for (String column : columns.split(", ", -1)) {
            pairs.add("'" + camelCase(column) + "', " + column);
        }
        return String.join(", ", pairs);
    }

    private static String camelCase(String column) {
        StringBuilder name = new StringBuilder();
        for (String word : column.split("_", -1)) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}
