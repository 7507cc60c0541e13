package com.estflux.privacy.metrics.billing;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an invoice can be written from: whole numbers, in the order a statement lists them. */
enum Amount {
    /** How many samples. */
    SAMPLES("samples"),
    /** Sum of their intervals, seconds. */
    COVERED_SECONDS("coveredSeconds"),
    /** CPU time, microseconds. */
    CPU_MICROSECONDS("cpuMicroseconds"),
    /** Sum of the samples' memory in use, bytes. */
    MEMORY_BYTE_SAMPLES("memoryByteSamples"),
    /** Bytes read from disk. */
    DISK_READ_BYTES("diskReadBytes"),
    /** Bytes written to disk. */
    DISK_WRITTEN_BYTES("diskWrittenBytes"),
    /** Read operations. */
    DISK_READ_OPERATIONS("diskReadOperations"),
    /** Write operations. */
    DISK_WRITE_OPERATIONS("diskWriteOperations"),
    /** Bytes received. */
    RECEIVED_BYTES("receivedBytes"),
    /** Bytes transmitted. */
    TRANSMITTED_BYTES("transmittedBytes"),
    /** Bytes received in the five-minute slot at the 95th percentile. */
    RECEIVED_SLOT_BYTES("receivedSlotBytes"),
    /** Bytes transmitted in the five-minute slot at the 95th percentile. */
    TRANSMITTED_SLOT_BYTES("transmittedSlotBytes");

    /** All of them. */
    static final List<Amount> ALL = List.of(values());
    /** Their columns, for a query. */
    static final String COLUMNS = Stream.of(values()).map(Amount::column).collect(Collectors.joining(", "));

    private final String label;

    Amount(String label) {
        this.label = label;
    }

    /** The name clients know. */
    String label() {
        return label;
    }

    /** The name of the column. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
