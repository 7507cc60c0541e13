package com.estflux.privacy.metrics.usage;

import com.estflux.privacy.platform.time.Tallinn;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.sqlclient.data.Numeric;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Roll-ups as they stand. Reads many rows and no entities, so it uses the driver directly. */
@ApplicationScoped
class UsageRepository {

    private static final String COLUMNS = """
            samples, covered_seconds, cpu_microseconds, memory_byte_samples, memory_bytes_max, disk_read_bytes,
            disk_written_bytes, disk_read_operations, disk_write_operations, received_bytes, transmitted_bytes,
            cpu_rate_max, received_rate_max, transmitted_rate_max
            """;
    private static final String HOURS = "SELECT vps_no, hour AS start, " + COLUMNS
            + " FROM usage_hour WHERE vps_no = ANY ($1) AND hour >= $2 AND hour < $3 ORDER BY hour, vps_no";
    private static final String DAYS = "SELECT vps_no, day AS start, " + COLUMNS
            + " FROM usage_day WHERE vps_no = ANY ($1) AND day >= $2 AND day < $3 ORDER BY day, vps_no";
    private static final String MONTHS = "SELECT vps_no, month AS start, " + COLUMNS
            + " FROM usage_month WHERE vps_no = ANY ($1) AND month >= $2 AND month < $3 ORDER BY month, vps_no";

    /** What one VPS used in one window. */
    record VpsWindow(int vpsNo, Instant start, Figures figures) {}

    /** What these VPS instances used, by window and VPS. */
    Uni<List<VpsWindow>> usage(SqlClient client, Integer[] vpsNos, Period period) {
        return switch (period.window()) {
            case HOUR ->
                read(
                        client,
                        HOURS,
                        Tuple.of(
                                vpsNos,
                                period.from().atOffset(ZoneOffset.UTC),
                                period.to().atOffset(ZoneOffset.UTC)),
                        row -> row.getOffsetDateTime("start").toInstant());
            case DAY ->
                read(
                        client,
                        DAYS,
                        Tuple.of(vpsNos, period.firstDate(), period.endDate()),
                        UsageRepository::startOfDate);
            case MONTH ->
                read(
                        client,
                        MONTHS,
                        Tuple.of(vpsNos, period.firstDate(), period.endDate()),
                        UsageRepository::startOfDate);
        };
    }

    private Uni<List<VpsWindow>> read(
            SqlClient client, String query, Tuple parameters, java.util.function.Function<Row, Instant> start) {
        return client.preparedQuery(query).execute(parameters).map(rows -> {
            List<VpsWindow> windows = new ArrayList<>();
            for (Row row : rows) {
                windows.add(new VpsWindow(row.getInteger("vps_no"), start.apply(row), figures(row)));
            }
            return windows;
        });
    }

    private static Instant startOfDate(Row row) {
        return row.getLocalDate("start").atStartOfDay(Tallinn.ZONE).toInstant();
    }

    private static Figures figures(Row row) {
        return new Figures(
                row.getLong("samples"),
                sum(row, "covered_seconds"),
                sum(row, "cpu_microseconds"),
                sum(row, "memory_byte_samples"),
                row.getLong("memory_bytes_max"),
                sum(row, "disk_read_bytes"),
                sum(row, "disk_written_bytes"),
                sum(row, "disk_read_operations"),
                sum(row, "disk_write_operations"),
                sum(row, "received_bytes"),
                sum(row, "transmitted_bytes"),
                row.getLong("cpu_rate_max"),
                row.getLong("received_rate_max"),
                row.getLong("transmitted_rate_max"));
    }

    private static BigInteger sum(Row row, String column) {
        return row.get(Numeric.class, column).bigIntegerValue();
    }
}
