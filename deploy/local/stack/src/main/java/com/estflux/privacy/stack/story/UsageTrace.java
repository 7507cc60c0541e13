package com.estflux.privacy.stack.story;

import com.estflux.privacy.contracts.usage.VpsSampled;
import com.estflux.privacy.stack.StackException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * Real usage samples: the Bitbrains "Rnd" trace (GWA-T-12, Grid Workloads Archive), one file a VM, 5-minute steps; all
 * of it where it is at hand, and a small excerpt otherwise.
 */
final class UsageTrace {

    private static final String PLACE = "shared/data/bitbrains-rnd-2013-07";
    private static final int EXCERPT_FILES = 4;
    private static final long STEP_SECONDS = 300;
    private static final double KIBIBYTE = 1024;
    private static final int COLUMNS = 11;

    private final List<Path> files;

    private UsageTrace(List<Path> files) {
        this.files = files;
    }

    /** All of it, if it lies beside the checkout; otherwise the excerpt. */
    static UsageTrace beside(Path root) {
        Path folder = root.resolveSibling(PLACE);
        if (!Files.isDirectory(folder)) {
            return excerpt();
        }
        try (var found = Files.list(folder)) {
            List<Path> files = found.filter(file -> file.toString().endsWith(".csv.gz"))
                    .sorted()
                    .toList();
            return new UsageTrace(files);
        } catch (IOException e) {
            throw new StackException(folder + " cannot be read", e);
        }
    }

    /** One day of four VMs. */
    static UsageTrace excerpt() {
        return new UsageTrace(List.of());
    }

    /** The month that all of it lies in, but for its first hours and last days. */
    YearMonth month() {
        return YearMonth.of(2013, 7);
    }

    /** Whether it is the whole trace. */
    boolean isWhole() {
        return !files.isEmpty();
    }

    /**
     * Reads what the VM of this number used, as if it were this VPS.
     *
     * @return how many different times that were
     */
    int read(int number, UUID vpsId, Consumer<VpsSampled> take) {
        Set<Instant> times = new HashSet<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(open(number)), StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] columns = line.split(";\\s*");
                if (columns.length == COLUMNS) {
                    VpsSampled sample = sample(vpsId, columns);
                    times.add(sample.sampledAt());
                    take.accept(sample);
                }
            }
        } catch (IOException e) {
            throw new StackException("a usage trace cannot be read", e);
        }
        return times.size();
    }

    /** The last samples of a VM again, as much later as the trace is long: the collector was late. */
    List<VpsSampled> late(int number, UUID vpsId, int count) {
        List<VpsSampled> all = new ArrayList<>();
        read(number, vpsId, all::add);
        List<VpsSampled> late = new ArrayList<>();
        Instant last = all.get(all.size() - 1).sampledAt();
        for (int i = 1; i <= count; i++) {
            VpsSampled like = all.get(all.size() - i);
            late.add(at(like, last.plusSeconds(i * STEP_SECONDS)));
        }
        return late;
    }

    private InputStream open(int number) throws IOException {
        if (isWhole()) {
            return Files.newInputStream(files.get(number % files.size()));
        }
        String name = "/usage-excerpt/" + (number % EXCERPT_FILES + 1) + ".csv.gz";
        InputStream found = UsageTrace.class.getResourceAsStream(name);
        if (found == null) {
            throw new StackException(name + " is missing");
        }
        return found;
    }

    /** MHz of the MHz provided (or, without these, per cent) of so many cores over a step; KB/s over a step; KB. */
    private static VpsSampled sample(UUID vpsId, String[] columns) {
        double provided = number(columns[2]);
        double share = provided > 0 ? number(columns[3]) / provided : number(columns[4]) / 100;
        return new VpsSampled(
                vpsId,
                // The header says milliseconds; the figures are seconds.
                Instant.ofEpochSecond(Long.parseLong(columns[0].strip())),
                STEP_SECONDS,
                Math.round(share * number(columns[1]) * STEP_SECONDS * 1_000_000),
                Math.round(number(columns[6]) * KIBIBYTE),
                bytes(columns[7]),
                bytes(columns[8]),
                0,
                0,
                bytes(columns[9]),
                bytes(columns[10]));
    }

    private static VpsSampled at(VpsSampled like, Instant time) {
        return new VpsSampled(
                like.vpsId(),
                time,
                like.intervalSeconds(),
                like.cpuMicroseconds(),
                like.memoryUsedBytes(),
                like.diskReadBytes(),
                like.diskWrittenBytes(),
                like.diskReadOperations(),
                like.diskWriteOperations(),
                like.networkReceivedBytes(),
                like.networkTransmittedBytes());
    }

    private static long bytes(String kibibytesPerSecond) {
        return Math.round(number(kibibytesPerSecond) * KIBIBYTE * STEP_SECONDS);
    }

    private static double number(String text) {
        return Double.parseDouble(text.strip());
    }
}
