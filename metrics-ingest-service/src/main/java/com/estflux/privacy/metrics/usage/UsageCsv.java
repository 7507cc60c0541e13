package com.estflux.privacy.metrics.usage;

import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Usage as CSV (RFC 4180): a line for each window, one for each VPS if a customer was asked for, and the total last.
 * Only numbers, times and ids: nothing a spreadsheet would take for a formula.
 */
final class UsageCsv {

    private static final String END_OF_LINE = "\r\n";
    private static final List<String> HEADER = List.of(
            "row",
            "vpsId",
            "start",
            "end",
            "samples",
            "coveredSeconds",
            "cpuMicroseconds",
            "cpuCoresAverage",
            "cpuMicrosecondsPerSecondMax",
            "memoryBytesAverage",
            "memoryBytesMax",
            "diskReadBytes",
            "diskWrittenBytes",
            "diskReadOperations",
            "diskWriteOperations",
            "receivedBytes",
            "transmittedBytes",
            "receivedBytesPerSecondAverage",
            "transmittedBytesPerSecondAverage",
            "receivedBytesPerSecondMax",
            "transmittedBytesPerSecondMax",
            "expectedSlots",
            "droppedSlots",
            "receivedBitsPerSecond95",
            "transmittedBitsPerSecond95",
            "billableBitsPerSecond95");

    private UsageCsv() {}

    static String of(UsageView usage) {
        StringBuilder csv = new StringBuilder(String.join(",", HEADER)).append(END_OF_LINE);
        usage.windows()
                .forEach(window ->
                        csv.append(line("window", usage.vpsId(), window.start(), window.end(), window.usage(), null)));
        if (usage.vps() != null) {
            usage.vps()
                    .forEach(one -> csv.append(
                            line("vps", one.vpsId(), usage.from(), usage.to(), one.total(), one.bandwidth())));
        }
        return csv.append(line("total", usage.vpsId(), usage.from(), usage.to(), usage.total(), usage.bandwidth()))
                .toString();
    }

    private static String line(
            String row, @Nullable UUID vpsId, Instant start, Instant end, Figures figures, @Nullable Bandwidth rate) {
        StringJoiner line = new StringJoiner(",", "", END_OF_LINE);
        line.add(row).add(vpsId == null ? "" : vpsId.toString()).add(start.toString());
        line.add(end.toString()).add(figures(figures));
        return line.add(rate == null ? ",,,," : bandwidth(rate)).toString();
    }

    private static String figures(Figures of) {
        return Stream.of(
                        of.samples(),
                        of.coveredSeconds(),
                        of.cpuMicroseconds(),
                        of.cpuCoresAverage().toPlainString(),
                        of.cpuMicrosecondsPerSecondMax(),
                        of.memoryBytesAverage().toPlainString(),
                        of.memoryBytesMax(),
                        of.diskReadBytes(),
                        of.diskWrittenBytes(),
                        of.diskReadOperations(),
                        of.diskWriteOperations(),
                        of.receivedBytes(),
                        of.transmittedBytes(),
                        of.receivedBytesPerSecondAverage().toPlainString(),
                        of.transmittedBytesPerSecondAverage().toPlainString(),
                        of.receivedBytesPerSecondMax(),
                        of.transmittedBytesPerSecondMax())
                .map(String::valueOf)
                .collect(Collectors.joining(","));
    }

    private static String bandwidth(Bandwidth of) {
        return Stream.of(
                        of.expectedSlots(),
                        of.droppedSlots(),
                        of.receivedBitsPerSecond().toPlainString(),
                        of.transmittedBitsPerSecond().toPlainString(),
                        of.billableBitsPerSecond().toPlainString())
                .map(String::valueOf)
                .collect(Collectors.joining(","));
    }
}
