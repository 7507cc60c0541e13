package com.estflux.privacy.metrics.counter;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a host counts of a VPS; all grow from zero at its boot, but for the memory, which is what is used at the moment. */
public enum Counter {
    /** CPU time, microseconds; Prometheus counts seconds. */
    CPU("cpu_microseconds", "cpuMicroseconds", "vps_cpu_seconds_total", 1_000_000),
    /** Memory in use, bytes. */
    MEMORY("memory_used_bytes", "memoryUsedBytes", "vps_memory_used_bytes", 1),
    /** Bytes read from disk. */
    DISK_READ("disk_read_bytes", "diskReadBytes", "vps_disk_read_bytes_total", 1),
    /** Bytes written to disk. */
    DISK_WRITTEN("disk_written_bytes", "diskWrittenBytes", "vps_disk_written_bytes_total", 1),
    /** Read operations. */
    DISK_READS("disk_read_operations", "diskReadOperations", "vps_disk_reads_total", 1),
    /** Write operations. */
    DISK_WRITES("disk_write_operations", "diskWriteOperations", "vps_disk_writes_total", 1),
    /** Bytes received. */
    RECEIVED("network_received_bytes", "networkReceivedBytes", "vps_network_receive_bytes_total", 1),
    /** Bytes transmitted. */
    TRANSMITTED("network_transmitted_bytes", "networkTransmittedBytes", "vps_network_transmit_bytes_total", 1);

    private static final Map<String, Counter> BY_FIELD = by(counter -> counter.field);
    private static final Map<String, Counter> BY_JSON = by(counter -> counter.json);
    private static final Map<String, Counter> BY_METRIC = by(counter -> counter.metric);

    private final String field;
    private final String json;
    private final String metric;
    private final long scale;

    Counter(String field, String json, String metric, long scale) {
        this.field = field;
        this.json = json;
        this.metric = metric;
        this.scale = scale;
    }

    /** Its field in line protocol. */
    public String field() {
        return field;
    }

    /** What one of Prometheus's units is in ours. */
    public long scale() {
        return scale;
    }

    /** The counter of a field of line protocol, null if there is none. */
    public static @Nullable Counter ofField(String field) {
        return BY_FIELD.get(field);
    }

    /** The counter of a field of JSON, null if there is none. */
    public static @Nullable Counter ofJson(String json) {
        return BY_JSON.get(json);
    }

    /** The counter of a metric of Prometheus, null if there is none. */
    public static @Nullable Counter ofMetric(String metric) {
        return BY_METRIC.get(metric);
    }

    /** Its field in JSON. */
    public String json() {
        return json;
    }

    private static Map<String, Counter> by(Function<Counter, String> name) {
        return Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(name, Function.identity()));
    }
}
