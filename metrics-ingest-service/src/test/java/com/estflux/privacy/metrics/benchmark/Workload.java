package com.estflux.privacy.metrics.benchmark;

import com.estflux.privacy.contracts.usage.VpsSampled;
import com.estflux.privacy.metrics.fixture.Trace;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * As many samples as wanted, as live ingest brings them: every five minutes one of each machine, its figures those of the
 * real trace.
 */
final class Workload {

    private static final int STEP_SECONDS = 300;

    private final List<List<VpsSampled>> trace = Trace.samples(Path.of(System.getProperty("trace", "none")));
    private final List<UUID> machines = new ArrayList<>();
    private final Instant start;

    /** Of so many machines, from this moment on. */
    Workload(int count, Instant start) {
        this.start = start;
        for (int i = 0; i < count; i++) {
            machines.add(new UUID(0x018f_0000_0000_7000L, 0x8000_0000_0000_0000L | (start.getEpochSecond() << 20) | i));
        }
    }

    List<UUID> machines() {
        return machines;
    }

    /** The nth sample. */
    VpsSampled sample(long n) {
        int machine = (int) (n % machines.size());
        long step = n / machines.size();
        List<VpsSampled> like = trace.get(machine % trace.size());
        VpsSampled sample = like.get((int) ((step + machine * 7L) % like.size()));
        return new VpsSampled(
                machines.get(machine),
                start.plusSeconds(step * STEP_SECONDS),
                STEP_SECONDS,
                sample.cpuMicroseconds(),
                sample.memoryUsedBytes(),
                sample.diskReadBytes(),
                sample.diskWrittenBytes(),
                sample.diskReadOperations(),
                sample.diskWriteOperations(),
                sample.networkReceivedBytes(),
                sample.networkTransmittedBytes());
    }
}
