package com.estflux.privacy.consent.benchmark;

import java.time.Duration;

/**
 * Time the processors have spent so far.
 *
 * @param service by this process, which is the service and whoever loads it, in seconds
 * @param servers by the processes it started, which are database and broker, in seconds
 */
record ProcessorTime(double service, double servers) {

    static ProcessorTime now() {
        return new ProcessorTime(
                seconds(ProcessHandle.current()),
                ProcessHandle.current()
                        .descendants()
                        .mapToDouble(ProcessorTime::seconds)
                        .sum());
    }

    ProcessorTime since(ProcessorTime before) {
        return new ProcessorTime(service - before.service, servers - before.servers);
    }

    double all() {
        return service + servers;
    }

    private static double seconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }
}
