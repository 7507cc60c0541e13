package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.usage.VpsSampled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import org.postgresql.copy.CopyIn;

/** Samples of one month in the binary form of {@code COPY}. */
final class CopyRows {

    /** The columns, as wide ones first as in the table. */
    static final String COLUMNS =
            "sampled_at, cpu_microseconds, memory_used_bytes, disk_read_bytes, disk_written_bytes,"
                    + " disk_read_operations, disk_write_operations, received_bytes, transmitted_bytes, vps_no, interval_seconds";

    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final short FIELDS = 11;
    private static final int ROW = Short.BYTES + 9 * (Integer.BYTES + Long.BYTES) + 2 * (Integer.BYTES + Integer.BYTES);
    /** PostgreSQL counts from the year 2000. */
    private static final long EPOCH_SECONDS =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

    private final byte[] bytes;
    private final ByteBuffer rows;

    /** Room for so many samples. */
    CopyRows(int most) {
        bytes = new byte[SIGNATURE.length + 2 * Integer.BYTES + most * ROW + Short.BYTES];
        rows = ByteBuffer.wrap(bytes);
        rows.put(SIGNATURE).putInt(0).putInt(0);
    }

    void add(int vpsNo, VpsSampled sample) {
        rows.putShort(FIELDS);
        add(microseconds(sample.sampledAt()));
        add(sample.cpuMicroseconds());
        add(sample.memoryUsedBytes());
        add(sample.diskReadBytes());
        add(sample.diskWrittenBytes());
        add(sample.diskReadOperations());
        add(sample.diskWriteOperations());
        add(sample.networkReceivedBytes());
        add(sample.networkTransmittedBytes());
        add(vpsNo);
        add((int) sample.intervalSeconds());
    }

    /** Ends the rows and sends them. */
    void writeTo(CopyIn copy) throws SQLException {
        rows.putShort((short) -1);
        copy.writeToCopy(bytes, 0, rows.position());
    }

    private void add(long value) {
        rows.putInt(Long.BYTES).putLong(value);
    }

    private void add(int value) {
        rows.putInt(Integer.BYTES).putInt(value);
    }

    private static long microseconds(Instant at) {
        return (at.getEpochSecond() - EPOCH_SECONDS) * 1_000_000 + at.getNano() / 1_000;
    }
}
