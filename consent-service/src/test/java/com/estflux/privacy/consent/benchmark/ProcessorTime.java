package com.estflux.privacy.consent.benchmark;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Time the processors have spent so far.
 *
 * @param service by this process, which is the service and whoever loads it, in seconds
 * @param serverProcesses by each process it started, which are database and broker, in seconds; one that has ended, such
 *     as a worker of autovacuum, is not counted
 */
record ProcessorTime(double service, Map<Long, Double> serverProcesses) {

    static ProcessorTime now() {
        Map<Long, Double> processes = new HashMap<>();
        ProcessHandle.current().descendants().forEach(process -> processes.put(process.pid(), seconds(process)));
        return new ProcessorTime(seconds(ProcessHandle.current()), processes);
    }

    ProcessorTime since(ProcessorTime before) {
        Map<Long, Double> spent = new HashMap<>(serverProcesses);
        spent.replaceAll((pid, seconds) -> seconds - before.serverProcesses.getOrDefault(pid, 0.0));
        return new ProcessorTime(service - before.service, spent);
    }

    /** By database and broker, in seconds. */
    double servers() {
        return serverProcesses.values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    double all() {
        return service + servers();
    }

    private static double seconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }
}
