package com.estflux.privacy.metrics.usage;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Five-minute slots as the days keep them. A month of one VPS has 17,000 of them, so they are read with the driver in the
 * array's own binary form, some VPS instances at a time, and only their percentiles are kept.
 */
@ApplicationScoped
class SlotRepository {

    private static final int DAYS_AT_ONCE = 800;
    private static final long LONGEST_DAYS = 367;
    private static final String SLOTS = """
            SELECT vps_no, day, array_send(received_slots) AS received, array_send(transmitted_slots) AS transmitted
            FROM usage_day WHERE vps_no = ANY ($1) AND day >= $2 AND day < $3
            """;

    /**
     * The bandwidth of VPS instances.
     *
     * @param byVps each of them, by number
     * @param together all of them, added slot by slot; null if the period is too long to keep its slots in memory
     */
    record Bandwidths(
            Map<Integer, Bandwidth> byVps, @Nullable Bandwidth together) {
        /** Of one of them; all slots empty if it has none, null if the period is too long. */
        @Nullable
        Bandwidth of(int vpsNo) {
            return together == null ? null : byVps.getOrDefault(vpsNo, Bandwidth.of(together.expectedSlots(), 0, 0));
        }
    }

    /** The bandwidth of these VPS instances in a period; of none if it is longer than a year. */
    Uni<Bandwidths> bandwidth(SqlClient client, Integer[] vpsNos, Period period) {
        if (period.days() > LONGEST_DAYS) {
            return Uni.createFrom().item(new Bandwidths(Map.of(), null));
        }
        List<Integer[]> parts = new ArrayList<>();
        int atOnce = Math.toIntExact(Math.max(1, DAYS_AT_ONCE / Math.max(1, period.days())));
        for (int from = 0; from < vpsNos.length; from += atOnce) {
            parts.add(Arrays.copyOfRange(vpsNos, from, Math.min(vpsNos.length, from + atOnce)));
        }
        Map<Integer, Bandwidth> byVps = new HashMap<>();
        SlotSums together = new SlotSums(period.from(), period.to());
        return Multi.createFrom()
                .iterable(parts)
                .onItem()
                .transformToUniAndConcatenate(part -> slots(client, part, period)
                        .invoke(found -> found.forEach((no, slots) -> {
                            byVps.put(no, slots.bandwidth());
                            together.add(slots);
                        })))
                .collect()
                .last()
                .map(done -> new Bandwidths(byVps, together.bandwidth()));
    }

    private Uni<Map<Integer, SlotSums>> slots(SqlClient client, Integer[] vpsNos, Period period) {
        return client.preparedQuery(SLOTS)
                .execute(Tuple.of(vpsNos, period.firstDate(), period.lastDate().plusDays(1)))
                .map(rows -> {
                    Map<Integer, SlotSums> sums = new HashMap<>();
                    for (Row row : rows) {
                        sums.computeIfAbsent(row.getInteger("vps_no"), no -> new SlotSums(period.from(), period.to()))
                                .add(row.getLocalDate("day"), bytes(row, "received"), bytes(row, "transmitted"));
                    }
                    return sums;
                });
    }

    private static ByteBuffer bytes(Row row, String column) {
        return ByteBuffer.wrap(row.getBuffer(column).getBytes());
    }
}
