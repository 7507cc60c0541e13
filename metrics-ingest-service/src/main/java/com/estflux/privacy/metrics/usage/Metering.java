package com.estflux.privacy.metrics.usage;

import com.estflux.privacy.metrics.usage.UsageRepository.VpsWindow;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was metered in whole months, for those who freeze it. */
@ApplicationScoped
public class Metering {

    private final UsageRepository usage;
    private final SlotRepository slots;

    Metering(UsageRepository usage, SlotRepository slots) {
        this.usage = usage;
        this.slots = slots;
    }

    /**
     * What one VPS used.
     *
     * @param usage the figures
     * @param bandwidth the 95th percentile
     */
    public record Metered(Figures usage, Bandwidth bandwidth) {}

    /**
     * What each of these VPS instances used, by number, as the roll-ups stand in this transaction; nothing used counts.
     *
     * @param transaction the driver's
     * @param from start of a Tallinn month
     * @param to start of a later one, no more than a year after
     */
    public Uni<Map<Integer, Metered>> months(SqlClient transaction, List<Integer> vpsNos, Instant from, Instant to) {
        Period period = new Period(from, to, Window.MONTH);
        Integer[] numbers = vpsNos.toArray(Integer[]::new);
        return usage.usage(transaction, numbers, period)
                .map(Metering::byVps)
                .chain(figures -> slots.bandwidth(transaction, numbers, period).map(bandwidths -> Stream.of(numbers)
                        .collect(Collectors.toMap(
                                Function.identity(),
                                no -> new Metered(
                                        figures.getOrDefault(no, Figures.NONE),
                                        Objects.requireNonNull(bandwidths.of(no)))))));
    }

    private static Map<Integer, Figures> byVps(List<VpsWindow> windows) {
        return windows.stream().collect(Collectors.toMap(VpsWindow::vpsNo, VpsWindow::figures, Figures::plus));
    }
}
