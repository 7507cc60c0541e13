package com.estflux.privacy.metrics.sample;

/** Bodies as the API's description shows them. */
final class Examples {

    /** A sample. */
    static final String SAMPLE = """
            {"vpsId":"018f0000-0000-7000-8000-000000000001","sampledAt":"2026-11-25T10:05:00Z","intervalSeconds":300,\
            "cpuMicroseconds":42000000,"memoryUsedBytes":1073741824,"diskReadBytes":0,"diskWrittenBytes":524288,\
            "diskReadOperations":0,"diskWriteOperations":32,"networkReceivedBytes":1048576,\
            "networkTransmittedBytes":2097152}""";
    /** Samples. */
    static final String SAMPLES = "[" + SAMPLE + "]";
    /** A sample as a CloudEvent. */
    static final String EVENT = "{\"specversion\":\"1.0\",\"id\":\"019ab1c2-0000-7000-8000-000000000001\",\"source\":"
            + "\"/hosts/7\",\"type\":\"com.estflux.vps.sampled.v1\",\"time\":\"2026-11-25T10:05:01Z\",\"datacontenttype\":"
            + "\"application/json\",\"data\":" + SAMPLE + "}";
    /** Samples as CloudEvents. */
    static final String EVENTS = "[" + EVENT + "]";
    /** A reading of counters, in parts or whole. */
    static final String READING = """
            {"vpsId":"018f0000-0000-7000-8000-000000000001","readAt":"2026-11-25T10:05:00Z","boot":1764000000,\
            "cpuMicroseconds":900000000,"memoryUsedBytes":1073741824,"diskReadBytes":4096,"diskWrittenBytes":9437184,\
            "diskReadOperations":1,"diskWriteOperations":576,"networkReceivedBytes":73400320,\
            "networkTransmittedBytes":146800640}""";
    /** Readings. */
    static final String READINGS = "[" + READING + "]";
    /** A sample in line protocol. */
    static final String LINE = "vps,vps_id=018f0000-0000-7000-8000-000000000001 interval_seconds=300i,"
            + "cpu_microseconds=42000000i,memory_used_bytes=1073741824i,disk_read_bytes=0i,disk_written_bytes=524288i,"
            + "disk_read_operations=0i,disk_write_operations=32i,network_received_bytes=1048576i,"
            + "network_transmitted_bytes=2097152i 1764065100000000000";
    /** What remote write carries, before it is encoded. */
    static final String SERIES = "snappy of a protobuf WriteRequest with series such as vps_cpu_seconds_total"
            + "{vps_id=\"018f0000-0000-7000-8000-000000000001\",boot=\"1764000000\"} 900 @1764065100000";

    private Examples() {}
}
