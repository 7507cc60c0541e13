package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.usage.VpsSampled;
import com.estflux.privacy.metrics.rights.UsageWriters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The samples' tables. A hot bulk path: it uses the driver directly and moves whole batches, one array a column, never
 * row by row. Every method belongs in a transaction that has called {@link UsageWriters#holdOffErasure}.
 */
@ApplicationScoped
class SampleRepository {

    private static final String NUMBERS = "SELECT vps_id, vps_no FROM vps WHERE vps_id = ANY ($1) AND NOT closed";
    private static final String INSERT = "INSERT INTO usage_sample (vps_no, " + SampleColumns.NAMES + ")"
            + " SELECT * FROM unnest($1::int[], " + SampleColumns.ARRAYS + ") ON CONFLICT DO NOTHING";
    private static final String CONFLICTS = "SELECT (i.position - 1)::int AS position"
            + " FROM unnest($1::int[], " + SampleColumns.ARRAYS + ") WITH ORDINALITY AS i (vps_no, "
            + SampleColumns.NAMES + ", position)"
            + " JOIN usage_sample s ON s.vps_no = i.vps_no AND s.sampled_at = i.sampled_at"
            + differing();
    private static final String QUARANTINE = "INSERT INTO quarantined_sample (vps_id, " + SampleColumns.NAMES
            + ", quarantined_at) SELECT *, clock_timestamp() FROM unnest($1::uuid[], " + SampleColumns.ARRAYS
            + ") ON CONFLICT DO NOTHING";
    private static final String QUARANTINE_CONFLICTS = "SELECT (i.position - 1)::int AS position"
            + " FROM unnest($1::uuid[], " + SampleColumns.ARRAYS + ") WITH ORDINALITY AS i (vps_id, "
            + SampleColumns.NAMES + ", position)"
            + " JOIN quarantined_sample s ON s.vps_id = i.vps_id AND s.sampled_at = i.sampled_at"
            + differing();
    private static final String QUARANTINE_SIZE = "SELECT count(*) AS size FROM quarantined_sample";
    private static final String PENDING = "INSERT INTO rollup_pending (vps_nos, hours) VALUES ($1, $2)";
    private static final String REPORT_CONFLICTS = """
            INSERT INTO sample_conflict (vps_id, sampled_at)
            SELECT DISTINCT * FROM unnest($1::uuid[], $2::timestamptz[]) ORDER BY 1, 2
            ON CONFLICT (vps_id, sampled_at)
            DO UPDATE SET occurrences = sample_conflict.occurrences + 1, last_at = clock_timestamp()
            """;

    /** The numbers of those VPS instances that an assignment has named. */
    Uni<Map<UUID, Integer>> numbers(SqlConnection connection, Collection<UUID> vpsIds) {
        return connection
                .preparedQuery(NUMBERS)
                .execute(Tuple.of(vpsIds.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Integer> numbers = new HashMap<>();
                    for (Row row : rows) {
                        numbers.put(row.getUUID("vps_id"), row.getInteger("vps_no"));
                    }
                    return numbers;
                });
    }

    /** Stores samples; completes with how many were not there before. */
    Uni<Integer> insert(SqlConnection connection, Integer[] numbers, List<VpsSampled> samples) {
        return connection
                .preparedQuery(INSERT)
                .execute(SampleColumns.of(numbers, samples))
                .map(RowSet::rowCount)
                .call(inserted -> inserted == 0
                        ? Uni.createFrom().voidItem()
                        : connection.preparedQuery(PENDING).execute(hours(numbers, samples)));
    }

    /** Which of these samples contradict what is stored, by their place in the list. */
    Uni<List<Integer>> conflicts(SqlConnection connection, Integer[] numbers, List<VpsSampled> samples) {
        return positions(connection, CONFLICTS, SampleColumns.of(numbers, samples));
    }

    /** Puts samples of unknown VPS instances aside; completes with how many were not there before. */
    Uni<Integer> quarantine(SqlConnection connection, List<VpsSampled> samples) {
        return connection
                .preparedQuery(QUARANTINE)
                .execute(SampleColumns.of(vpsIds(samples), samples))
                .map(RowSet::rowCount);
    }

    /** Which of these samples contradict what is in quarantine, by their place in the list. */
    Uni<List<Integer>> quarantineConflicts(SqlConnection connection, List<VpsSampled> samples) {
        return positions(connection, QUARANTINE_CONFLICTS, SampleColumns.of(vpsIds(samples), samples));
    }

    Uni<Long> quarantineSize(SqlConnection connection) {
        return connection.query(QUARANTINE_SIZE).execute().map(rows -> rows.iterator()
                .next()
                .getLong("size"));
    }

    /** Puts contradicted samples on record. */
    Uni<Void> reportConflicts(SqlConnection connection, List<VpsSampled> samples) {
        if (samples.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        OffsetDateTime[] times = samples.stream()
                .map(sample -> sample.sampledAt().atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
        return connection
                .preparedQuery(REPORT_CONFLICTS)
                .execute(Tuple.of(vpsIds(samples), times))
                .replaceWithVoid();
    }

    private static UUID[] vpsIds(List<VpsSampled> samples) {
        return samples.stream().map(VpsSampled::vpsId).toArray(UUID[]::new);
    }

    private static Uni<List<Integer>> positions(SqlConnection connection, String query, Tuple columns) {
        return connection.preparedQuery(query).execute(columns).map(rows -> {
            List<Integer> positions = new ArrayList<>();
            rows.forEach(row -> positions.add(row.getInteger("position")));
            return positions;
        });
    }

    /** Each VPS and hour once. */
    private static Tuple hours(Integer[] numbers, List<VpsSampled> samples) {
        record VpsHour(Integer number, Instant hour) {}
        Set<VpsHour> changed = new LinkedHashSet<>();
        for (int i = 0; i < numbers.length; i++) {
            changed.add(new VpsHour(numbers[i], samples.get(i).sampledAt().truncatedTo(ChronoUnit.HOURS)));
        }
        return Tuple.of(
                changed.stream().map(VpsHour::number).toArray(Integer[]::new),
                changed.stream()
                        .map(pair -> pair.hour().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new));
    }

    private static String differing() {
        return " WHERE (s." + SampleColumns.NAMES.replace(", ", ", s.") + ") IS DISTINCT FROM (i."
                + SampleColumns.NAMES.replace(", ", ", i.") + ")";
    }
}
