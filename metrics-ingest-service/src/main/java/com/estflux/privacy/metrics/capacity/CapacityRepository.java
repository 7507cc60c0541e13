package com.estflux.privacy.metrics.capacity;

import com.estflux.privacy.metrics.anonymity.SmallGroups;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.sqlclient.data.Numeric;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.StreamSupport;

/** Sums over many customers, in the database: it uses the driver directly, no entities. */
@ApplicationScoped
class CapacityRepository {

    /** Whoever objects or is restricted is in none of the figures. */
    private static final String USED = """
            FROM usage_day d
            JOIN vps v ON v.vps_no = d.vps_no
            JOIN vps_placement p ON p.vps_no = d.vps_no
            WHERE d.day >= $1 AND d.day < $2 AND NOT v.closed
                AND NOT EXISTS (SELECT 1 FROM restricted_subject r WHERE r.subject_id = v.subject_id)
                AND NOT EXISTS (SELECT 1 FROM objecting_subject o WHERE o.subject_id = v.subject_id AND o.objects)
            """;

    private static final String PEOPLE =
            "SELECT p.%1$s AS value, count(DISTINCT v.subject_id) AS people " + USED + " GROUP BY p.%1$s";
    private static final String OTHERS =
            "SELECT count(DISTINCT v.subject_id) AS people " + USED + " AND p.%1$s <> ALL ($3)";
    private static final String FIGURES =
            "SELECT value, vps, covered, cpu, memory / greatest(samples, 1) AS memory, read,"
                    + " written, received, transmitted FROM (SELECT CASE WHEN p.%1$s = ANY ($3) THEN p.%1$s ELSE '"
                    + SmallGroups.OTHERS + "' END AS value, count(DISTINCT d.vps_no) AS vps, sum(d.samples) AS samples,"
                    + " sum(d.covered_seconds) AS covered, sum(d.cpu_microseconds) AS cpu, sum(d.memory_byte_samples) AS memory,"
                    + " sum(d.disk_read_bytes) AS read, sum(d.disk_written_bytes) AS written, sum(d.received_bytes) AS received,"
                    + " sum(d.transmitted_bytes) AS transmitted " + USED
                    + " GROUP BY 1 HAVING count(DISTINCT v.subject_id) >= $4) AS grouped ORDER BY value";

    /** What can be grouped by. */
    enum By {
        /** The host. */
        HOST("host"),
        /** The plan. */
        PLAN("plan"),
        /** The region. */
        REGION("region");

        private final String column;

        By(String column) {
            this.column = column;
        }

        /** Its name, for clients and in SQL. */
        String column() {
            return column;
        }
    }

    Uni<List<SmallGroups.Group>> people(SqlClient client, By by, LocalDate from, LocalDate to) {
        return client.preparedQuery(PEOPLE.formatted(by.column()))
                .execute(Tuple.of(from, to))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new SmallGroups.Group(row.getString("value"), row.getLong("people")))
                        .toList());
    }

    Uni<Long> others(SqlClient client, By by, LocalDate from, LocalDate to, List<String> values) {
        return client.preparedQuery(OTHERS.formatted(by.column()))
                .execute(Tuple.of(from, to, values.toArray(String[]::new)))
                .map(rows -> rows.iterator().next().getLong("people"));
    }

    Uni<List<Capacity.Group>> figures(
            SqlClient client, By by, LocalDate from, LocalDate to, List<String> shown, int minimum) {
        return client.preparedQuery(FIGURES.formatted(by.column()))
                .execute(Tuple.of(from, to, shown.toArray(String[]::new), minimum))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(CapacityRepository::group)
                        .toList());
    }

    private static Capacity.Group group(Row row) {
        return new Capacity.Group(
                row.getString("value"),
                row.getLong("vps"),
                number(row, "covered"),
                number(row, "cpu"),
                number(row, "memory"),
                number(row, "read"),
                number(row, "written"),
                number(row, "received"),
                number(row, "transmitted"));
    }

    private static BigInteger number(Row row, String column) {
        return row.get(Numeric.class, column).bigDecimalValue().toBigInteger();
    }
}
