package com.estflux.privacy.consent.benchmark;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Two things measured by turns, many times, so that whatever else the machine does meets both alike. Only the medians of
 * their ratios are worth quoting.
 */
final class Rounds {

    private static final int COUNT = Integer.getInteger("rounds", 5);

    /**
     * What is measured before the compiler has rested for so many rounds is thrown away: while it is at it, it takes more
     * of the processors than what it compiles, which no service that has run for a day knows.
     */
    private static final int RESTED = 4;

    /** It never rests altogether. */
    private static final double REST = 0.025;

    /** So many are thrown away at most. */
    private static final int MOST_WARM_UP = 75;

    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

    private final List<Measured> base = new ArrayList<>();
    private final List<Measured> ours = new ArrayList<>();
    private ProcessorTime spent = new ProcessorTime(0, Map.of());

    /** One measurement. */
    interface Measurement {
        Measured measure();
    }

    /**
     * Measures both.
     *
     * @param ready makes the servers as they are in a longer life, after the warm-up
     */
    static Rounds of(Measurement base, Measurement ours, Runnable ready) {
        base.measure();
        warmUp(ours);
        ready.run();
        Rounds rounds = new Rounds();
        for (int i = 0; i < COUNT; i++) {
            rounds.base.add(base.measure());
            ProcessorTime before = ProcessorTime.now();
            rounds.ours.add(ours.measure());
            rounds.spent = ProcessorTime.now().since(before);
        }
        return rounds;
    }

    private static void warmUp(Measurement measurement) {
        int rested = 0;
        for (int i = 0; i < MOST_WARM_UP && rested < RESTED; i++) {
            long begun = System.nanoTime();
            long compiled = COMPILER.getTotalCompilationTime();
            measurement.measure();
            double share = (COMPILER.getTotalCompilationTime() - compiled) * 1e6 / (System.nanoTime() - begun);
            rested = share < REST ? rested + 1 : 0;
        }
    }

    /** Median of ours in percent of the base. */
    double percent(ToDoubleFunction<Measured> figure) {
        return 100 * times(figure);
    }

    /** Median of ours as a multiple of the base. */
    double times(ToDoubleFunction<Measured> figure) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(figure.applyAsDouble(ours.get(i)) / figure.applyAsDouble(base.get(i)));
        }
        return median(ratios);
    }

    /** A line of the report on each. */
    String lines(String baseName, String ourName) {
        return line(baseName, base)
                + line(ourName, ours)
                + String.format(
                        Locale.ROOT,
                        "  processors in its last round: %.1f s in service and load, %.1f s in database and broker%n",
                        spent.service(),
                        spent.servers());
    }

    private static String line(String name, List<Measured> all) {
        return String.format(
                Locale.ROOT,
                "  %-34s %8.0f a second, p50 %6.2f ms, p99 %6.2f ms%n",
                name,
                median(all, Measured::perSecond),
                median(all, Measured::p50Millis),
                median(all, Measured::p99Millis));
    }

    private static double median(List<Measured> all, ToDoubleFunction<Measured> figure) {
        return median(all.stream().map(figure::applyAsDouble).toList());
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
