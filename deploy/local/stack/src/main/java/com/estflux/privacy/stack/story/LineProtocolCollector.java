package com.estflux.privacy.stack.story;

import com.estflux.privacy.contracts.usage.VpsSampled;

/** A collector that sends InfluxDB line protocol over HTTP in batches, as Telegraf does. */
final class LineProtocolCollector implements AutoCloseable {

    private static final int BATCH = 5_000;

    private final Business business;
    private final String url;
    private final StringBuilder lines = new StringBuilder();
    private int waiting;

    LineProtocolCollector(Business business, String metricsUrl) {
        this.business = business;
        this.url = metricsUrl + "/api/v2/write?org=estflux&bucket=usage&precision=s";
    }

    void publish(VpsSampled sample) {
        field("vps,host=node7,vps_id=" + sample.vpsId() + " interval_seconds", sample.intervalSeconds());
        field(",cpu_microseconds", sample.cpuMicroseconds());
        field(",memory_used_bytes", sample.memoryUsedBytes());
        field(",disk_read_bytes", sample.diskReadBytes());
        field(",disk_written_bytes", sample.diskWrittenBytes());
        field(",disk_read_operations", sample.diskReadOperations());
        field(",disk_write_operations", sample.diskWriteOperations());
        field(",network_received_bytes", sample.networkReceivedBytes());
        field(",network_transmitted_bytes", sample.networkTransmittedBytes());
        lines.append(' ').append(sample.sampledAt().getEpochSecond()).append('\n');
        waiting++;
        if (waiting == BATCH) {
            flush();
        }
    }

    /** Sends what waits; what is answered is durable. */
    private void flush() {
        if (waiting > 0) {
            business.api()
                    .write(url, business.systemToken("usage-collector"), "text/plain; charset=utf-8", lines.toString());
            lines.setLength(0);
            waiting = 0;
        }
    }

    private void field(String name, long value) {
        lines.append(name).append('=').append(value).append('i');
    }

    @Override
    public void close() {
        flush();
    }
}
