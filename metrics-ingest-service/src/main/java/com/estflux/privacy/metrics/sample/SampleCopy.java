package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.usage.VpsSampled;
import com.estflux.privacy.metrics.rights.UsageWriters;
import com.estflux.privacy.platform.transaction.Failures;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/**
 * The short way in, for what nearly every sample is: of a known VPS, never seen before, newer than every closed billing
 * period. It copies straight into the month's partition, through JDBC because the reactive driver knows no {@code COPY}.
 * What it cannot vouch for it leaves to the general way, having stored nothing of it; so it never fails.
 */
@ApplicationScoped
class SampleCopy {

    private static final Logger LOG = Logger.getLogger(SampleCopy.class);
    /** The lock first, by itself: what is read afterwards is what the erasure that was waited for has left. */
    private static final String BEGIN = UsageWriters.HOLD_OFF_ERASURE
            + "; SELECT vps_id, vps_no FROM vps WHERE vps_id = ANY (?) AND NOT closed"
            + "; SELECT extract(epoch FROM max(ends_at))::bigint FROM billing_period";

    private static final String COPY = "COPY usage_sample_%s (" + CopyRows.COLUMNS + ") FROM STDIN (FORMAT binary)";
    private static final String PENDING = """
            INSERT INTO rollup_pending (vps_nos, hours)
            SELECT ?, array_agg(to_timestamp(hour * 3600) ORDER BY place) FROM unnest(?) WITH ORDINALITY AS h (hour, place)
            """;
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu_MM");
    private static final String DUPLICATE = "23505";
    /** Where there was one duplicate there are more: a redelivery, or a replay. */
    private static final int DETOUR = 20;

    private final DataSource database;
    private final AtomicInteger detour = new AtomicInteger();

    SampleCopy(DataSource database) {
        this.database = database;
    }

    /**
     * What was stored, durably, and what is left to the general way.
     *
     * @param stored how many samples
     * @param rest the others
     */
    record Copied(int stored, SampleBatch rest) {}

    /** Copies what it can of a batch, laid out before. */
    Uni<Copied> copy(SampleBatch batch, CopyLayout layout) {
        if (!batch.conflicts().isEmpty() || detour.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return Uni.createFrom().item(new Copied(0, batch));
        }
        return Uni.createFrom()
                .item(() -> copyNow(batch, layout))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private Copied copyNow(SampleBatch batch, CopyLayout layout) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Copied copied = copy(connection, batch, layout);
                connection.commit();
                return copied;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            detour.set(DETOUR);
            if (!DUPLICATE.equals(e.getSQLState())) {
                LOG.warnf("samples go the general way: %s", Failures.describe(e));
            }
            return new Copied(0, batch);
        }
    }

    private static Copied copy(Connection connection, SampleBatch batch, CopyLayout layout) throws SQLException {
        Map<UUID, Integer> numbers = begin(connection, batch, layout);
        if (numbers.isEmpty()) {
            return new Copied(0, batch);
        }
        if (numbers.size() == layout.vpsIds().size()) {
            copy(connection, layout, numbers);
            return new Copied(layout.size(), new SampleBatch(List.of(), List.of(), batch.duplicates(), List.of()));
        }
        List<VpsSampled> known = new ArrayList<>();
        List<VpsSampled> others = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < batch.samples().size(); i++) {
            VpsSampled sample = batch.samples().get(i);
            if (numbers.containsKey(sample.vpsId())) {
                known.add(sample);
            } else {
                others.add(sample);
                positions.add(batch.positions().get(i));
            }
        }
        copy(connection, CopyLayout.of(known), numbers);
        return new Copied(known.size(), new SampleBatch(others, positions, batch.duplicates(), List.of()));
    }

    /** The numbers of the VPS instances that are known; of none where a closed period may be concerned. */
    private static Map<UUID, Integer> begin(Connection connection, SampleBatch batch, CopyLayout layout)
            throws SQLException {
        Map<UUID, Integer> numbers = new HashMap<>();
        try (PreparedStatement begin = connection.prepareStatement(BEGIN)) {
            begin.setArray(1, connection.createArrayOf("uuid", layout.vpsIds().toArray(UUID[]::new)));
            begin.execute();
            begin.getMoreResults();
            try (ResultSet rows = begin.getResultSet()) {
                while (rows.next()) {
                    numbers.put(rows.getObject(1, UUID.class), rows.getInt(2));
                }
            }
            begin.getMoreResults();
            try (ResultSet rows = begin.getResultSet()) {
                rows.next();
                long closedUntil = rows.getLong(1);
                return !rows.wasNull() && batch.first().getEpochSecond() < closedUntil ? Map.of() : numbers;
            }
        }
    }

    private static void copy(Connection connection, CopyLayout layout, Map<UUID, Integer> numbers) throws SQLException {
        int[] byPlace = layout.vpsIds().stream().mapToInt(numbers::get).toArray();
        for (Map.Entry<LocalDate, CopyRows> month : layout.months().entrySet()) {
            copy(connection, month.getKey(), month.getValue(), byPlace);
        }
        settleLater(connection, layout.hours(), byPlace);
    }

    private static void copy(Connection connection, LocalDate month, CopyRows rows, int[] byPlace) throws SQLException {
        var copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(COPY.formatted(month.atStartOfDay(ZoneOffset.UTC).format(MONTH)));
        try {
            rows.writeTo(copy, byPlace);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void settleLater(Connection connection, VpsHours hours, int[] byPlace) throws SQLException {
        try (PreparedStatement pending = connection.prepareStatement(PENDING)) {
            pending.setObject(1, hours.numbers(byPlace));
            pending.setObject(2, hours.hours());
            pending.executeUpdate();
        }
    }
}
