package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.usage.VpsSampled;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.ToLongFunction;

/** Samples as the parameters of a bulk statement: one array a column. */
final class SampleColumns {

    /** The columns of a sample after what names its VPS, in the order of the arrays. */
    static final String NAMES = "sampled_at, interval_seconds, cpu_microseconds, memory_used_bytes, disk_read_bytes,"
            + " disk_written_bytes, disk_read_operations, disk_write_operations, received_bytes, transmitted_bytes";
    /** Placeholders of the arrays, the first being that of what names the VPS. */
    static final String ARRAYS = "$2::timestamptz[], $3::int[], $4::bigint[], $5::bigint[], $6::bigint[],"
            + " $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[]";

    private static final List<ToLongFunction<VpsSampled>> FIGURES = List.of(
            VpsSampled::cpuMicroseconds,
            VpsSampled::memoryUsedBytes,
            VpsSampled::diskReadBytes,
            VpsSampled::diskWrittenBytes,
            VpsSampled::diskReadOperations,
            VpsSampled::diskWriteOperations,
            VpsSampled::networkReceivedBytes,
            VpsSampled::networkTransmittedBytes);

    private SampleColumns() {}

    /**
     * The parameters.
     *
     * @param names what names the VPS of each sample
     * @param samples the samples
     */
    static Tuple of(Object names, List<VpsSampled> samples) {
        int size = samples.size();
        OffsetDateTime[] times = new OffsetDateTime[size];
        Integer[] intervals = new Integer[size];
        for (int i = 0; i < size; i++) {
            times[i] = samples.get(i).sampledAt().atOffset(ZoneOffset.UTC);
            intervals[i] = (int) samples.get(i).intervalSeconds();
        }
        Tuple columns = Tuple.tuple().addValue(names).addValue(times).addValue(intervals);
        for (ToLongFunction<VpsSampled> figure : FIGURES) {
            Long[] values = new Long[size];
            for (int i = 0; i < size; i++) {
                values[i] = figure.applyAsLong(samples.get(i));
            }
            columns.addValue(values);
        }
        return columns;
    }
}
