package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.usage.VpsSampled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import org.postgresql.copy.CopyIn;

/** Samples of one month in the binary form of {@code COPY}, laid out before the numbers of their VPS are known. */
final class CopyRows {

    /** The columns, as wide ones first as in the table. */
    static final String COLUMNS =
            "sampled_at, cpu_microseconds, memory_used_bytes, disk_read_bytes, disk_written_bytes,"
                    + " disk_read_operations, disk_write_operations, received_bytes, transmitted_bytes, vps_no, interval_seconds";

    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final short FIELDS = 11;
    private static final int HEADER = SIGNATURE.length + 2 * Integer.BYTES;
    private static final int NUMBER = Short.BYTES + 9 * (Integer.BYTES + Long.BYTES) + Integer.BYTES;
    private static final int ROW = NUMBER + Integer.BYTES + Integer.BYTES + Integer.BYTES;
    /** PostgreSQL counts from the year 2000. */
    private static final long EPOCH_SECONDS =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

    private int[] places;
    private ByteBuffer rows;
    private int size;

    /** Room for so many samples at first. */
    CopyRows(int expected) {
        places = new int[expected];
        rows = ByteBuffer.allocate(HEADER + expected * ROW + Short.BYTES);
        rows.put(SIGNATURE).putInt(0).putInt(0);
    }

    /** Adds a sample of the VPS at this place of a list of them. */
    void add(int place, VpsSampled sample) {
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
            byte[] larger = Arrays.copyOf(rows.array(), HEADER + places.length * ROW + Short.BYTES);
            rows = ByteBuffer.wrap(larger).position(rows.position());
        }
        places[size++] = place;
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
        add(0);
        add((int) sample.intervalSeconds());
    }

    /** Sends the rows, with the numbers at the places of the list. */
    void writeTo(CopyIn copy, int[] byPlace) throws SQLException {
        for (int i = 0; i < size; i++) {
            rows.putInt(HEADER + i * ROW + NUMBER, byPlace[places[i]]);
        }
        int end = HEADER + size * ROW;
        rows.putShort(end, (short) -1);
        copy.writeToCopy(rows.array(), 0, end + Short.BYTES);
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
