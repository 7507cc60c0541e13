package com.estflux.privacy.metrics.billing;

import com.estflux.privacy.metrics.assignment.Vps;
import com.estflux.privacy.metrics.billing.BillingPeriod.Adjustment;
import com.estflux.privacy.metrics.billing.BillingPeriod.BilledLine;
import com.estflux.privacy.metrics.billing.BillingPeriod.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.sqlclient.data.Numeric;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Closed periods, their lines and adjustments. Closing shares the transaction of the roll-ups, which use the driver
 * directly, so this does too.
 */
@ApplicationScoped
class BillingRepository {

    private static final String PURGE = """
            DELETE FROM billing_period
            WHERE (stored_before AT TIME ZONE 'Europe/Tallinn')::date <= $1
                AND (subject_id IS NULL OR NOT subject_id = ANY ($2)) AND NOT period_id::text = ANY ($3)
            """;
    private static final String ADD_PERIOD = """
            INSERT INTO billing_period (period_id, subject_id, month, starts_at, ends_at, stored_before, meter_version,
                sha256, kept_until)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """;
    private static final String ADD_LINE = "INSERT INTO billing_line (period_id, line, vps_no, vps_id, expected_slots, "
            + Amount.COLUMNS + ") VALUES ($1, $2, $3, $4, $5, " + parameters(6) + ")";
    private static final String ADD_ADJUSTMENT =
            "INSERT INTO billing_adjustment (adjustment_id, period_id, line, kind, reason, stored_before, "
                    + Amount.COLUMNS + ") VALUES ($1, $2, $3, $4, $5, $6, " + parameters(7)
                    + ") ON CONFLICT DO NOTHING";
    private static final String PERIOD = "SELECT period_id, subject_id, month, starts_at, ends_at, stored_before,"
            + " meter_version, sha256, kept_until FROM billing_period ";
    private static final String LINES = "SELECT line, vps_no, vps_id, expected_slots, added_at, " + Amount.COLUMNS
            + " FROM billing_line WHERE period_id = $1 ORDER BY line";
    private static final String ADJUSTMENTS = "SELECT adjustment_id, line, kind, reason, stored_before, "
            + Amount.COLUMNS + " FROM billing_adjustment WHERE period_id = $1 ORDER BY stored_before, adjustment_id";
    private static final String OUTDATED = """
            SELECT DISTINCT p.period_id
            FROM (
                SELECT vps_no, sampled_at, stored_at FROM late_sample
                UNION ALL SELECT vps_no, sampled_at, replaced_at FROM superseded_sample
            ) AS s
            JOIN billing_line l ON l.vps_no = s.vps_no
            JOIN billing_period p ON p.period_id = l.period_id
            WHERE s.sampled_at >= p.starts_at AND s.sampled_at < p.ends_at AND s.stored_at > coalesce(
                (SELECT max(a.stored_before) FROM billing_adjustment a
                 WHERE a.period_id = l.period_id AND a.line = l.line AND a.kind = 'LATE_SAMPLES'), p.stored_before)
            UNION
            SELECT period_id FROM billing_missing_line
            """;

    /** A closed period, and the numbers of its lines' VPS instances, in their order; none once the person is forgotten. */
    record Stored(BillingPeriod period, List<Integer> vpsNos) {}

    /** A customer's VPS instances, in the transaction that closes. */
    Uni<List<Vps>> vps(SqlClient client, UUID subjectId) {
        return client.preparedQuery("SELECT vps_no, vps_id, subject_id FROM vps WHERE subject_id = $1 ORDER BY vps_no")
                .execute(Tuple.of(subjectId))
                .map(rows -> stream(rows)
                        .map(row -> new Vps(row.getInteger("vps_no"), row.getUUID("vps_id"), row.getUUID("subject_id")))
                        .toList());
    }

    Uni<Instant> now(SqlClient client) {
        return client.query("SELECT clock_timestamp() AS now").execute().map(rows -> instant(first(rows), "now"));
    }

    Uni<Void> add(SqlClient client, BillingPeriod period, List<Integer> vpsNos) {
        Tuple row = Tuple.tuple()
                .addUUID(period.periodId())
                .addUUID(period.subjectId())
                .addLocalDate(period.month().atDay(1))
                .addOffsetDateTime(utc(period.from()))
                .addOffsetDateTime(utc(period.to()))
                .addOffsetDateTime(utc(period.storedBefore()))
                .addString(period.meterVersion())
                .addString(period.sha256())
                .addLocalDate(period.keptUntil());
        List<Tuple> lines = IntStream.range(0, vpsNos.size())
                .mapToObj(i ->
                        line(period.periodId(), vpsNos.get(i), period.lines().get(i)))
                .toList();
        return client.preparedQuery(ADD_PERIOD)
                .execute(row)
                .chain(() -> client.preparedQuery(ADD_LINE).executeBatch(lines))
                .replaceWithVoid();
    }

    /** Adds an adjustment; false if it is there already. */
    Uni<Boolean> add(SqlClient client, UUID periodId, Adjustment adjustment) {
        Tuple row = Tuple.tuple()
                .addUUID(adjustment.adjustmentId())
                .addUUID(periodId)
                .addInteger(adjustment.line())
                .addString(adjustment.kind().name())
                .addString(adjustment.reason())
                .addOffsetDateTime(utc(adjustment.storedBefore()));
        return client.preparedQuery(ADD_ADJUSTMENT)
                .execute(with(row, adjustment.amounts()))
                .map(added -> added.rowCount() == 1);
    }

    Uni<Optional<Stored>> find(SqlClient client, UUID periodId) {
        return client.preparedQuery(PERIOD + "WHERE period_id = $1")
                .execute(Tuple.of(periodId))
                .chain(rows -> whole(client, rows));
    }

    Uni<Optional<Stored>> find(SqlClient client, UUID subjectId, YearMonth month) {
        return client.preparedQuery(PERIOD + "WHERE subject_id = $1 AND month = $2")
                .execute(Tuple.of(subjectId, month.atDay(1)))
                .chain(rows -> whole(client, rows));
    }

    /** The periods of a subject after a month, one more than a page holds. */
    Uni<List<UUID>> ofSubject(SqlClient client, UUID subjectId, YearMonth after, int limit) {
        return client.preparedQuery(
                        "SELECT period_id FROM billing_period WHERE subject_id = $1 AND month > $2 ORDER BY month LIMIT $3")
                .execute(Tuple.of(subjectId, after.atDay(1), limit))
                .map(BillingRepository::periodIds);
    }

    /** Periods with samples that came after they were closed and are in no adjustment. */
    Uni<List<UUID>> outdated(SqlClient client) {
        return client.query(OUTDATED).execute().map(BillingRepository::periodIds);
    }

    /** Adds lines of nothing for VPS instances that were named after the period was closed. */
    Uni<Void> addMissingLines(SqlClient client, UUID periodId) {
        return client.preparedQuery("SELECT add_missing_lines($1)")
                .execute(Tuple.of(periodId))
                .replaceWithVoid();
    }

    /** Removes what was closed until a Tallinn date and is not held. */
    Uni<Integer> purge(SqlClient transaction, LocalDate closedUntil, UUID[] heldSubjects, String[] heldPeriods) {
        return transaction
                .preparedQuery(PURGE)
                .execute(Tuple.of(closedUntil, heldSubjects, heldPeriods))
                .map(RowSet::rowCount);
    }

    private Uni<Optional<Stored>> whole(SqlClient client, RowSet<Row> found) {
        if (found.size() == 0) {
            return Uni.createFrom().item(Optional.empty());
        }
        Row period = first(found);
        UUID periodId = period.getUUID("period_id");
        return client.preparedQuery(LINES).execute(Tuple.of(periodId)).chain(lines -> client.preparedQuery(ADJUSTMENTS)
                .execute(Tuple.of(periodId))
                .map(adjustments -> Optional.of(stored(period, lines, adjustments))));
    }

    private static Stored stored(Row period, RowSet<Row> lines, RowSet<Row> adjustments) {
        return new Stored(
                new BillingPeriod(
                        period.getUUID("period_id"),
                        period.getUUID("subject_id"),
                        YearMonth.from(period.getLocalDate("month")),
                        instant(period, "starts_at"),
                        instant(period, "ends_at"),
                        instant(period, "stored_before"),
                        period.getString("meter_version"),
                        period.getString("sha256"),
                        period.getLocalDate("kept_until"),
                        stream(lines).map(BillingRepository::line).toList(),
                        stream(adjustments).map(BillingRepository::adjustment).toList()),
                stream(lines)
                        .flatMap(row -> Stream.ofNullable(row.getInteger("vps_no")))
                        .toList());
    }

    private static BilledLine line(Row row) {
        return new BilledLine(
                row.getInteger("line"),
                row.getUUID("vps_id"),
                row.getInteger("expected_slots"),
                amounts(row),
                row.getOffsetDateTime("added_at") == null ? null : instant(row, "added_at"));
    }

    private static Adjustment adjustment(Row row) {
        return new Adjustment(
                row.getUUID("adjustment_id"),
                row.getInteger("line"),
                Kind.valueOf(row.getString("kind")),
                row.getString("reason"),
                instant(row, "stored_before"),
                amounts(row));
    }

    private static Tuple line(UUID periodId, Integer vpsNo, BilledLine line) {
        Tuple row = Tuple.tuple()
                .addUUID(periodId)
                .addInteger(line.line())
                .addInteger(vpsNo)
                .addUUID(line.vpsId())
                .addInteger(line.expectedSlots());
        return with(row, line.amounts());
    }

    private static Tuple with(Tuple row, Amounts amounts) {
        amounts.values().forEach(value -> row.addValue(Numeric.create(value)));
        return row;
    }

    private static Amounts amounts(Row row) {
        return Amounts.of(amount -> row.get(Numeric.class, amount.column()).bigIntegerValue());
    }

    private static String parameters(int first) {
        return IntStream.range(first, first + Amount.ALL.size())
                .mapToObj(i -> "$" + i)
                .collect(Collectors.joining(", "));
    }

    private static List<UUID> periodIds(RowSet<Row> rows) {
        return stream(rows).map(row -> row.getUUID("period_id")).toList();
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    private static Row first(RowSet<Row> rows) {
        return rows.iterator().next();
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
