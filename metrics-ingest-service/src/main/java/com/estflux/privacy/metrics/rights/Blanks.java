package com.estflux.privacy.metrics.rights;

import com.estflux.privacy.metrics.rights.HoldingsRepository.Part;
import java.util.List;
import java.util.stream.Collectors;

/** Which columns hold which category, to blank one of the two and keep the other. */
final class Blanks {

    private static final List<String> TRAFFIC = List.of("received_bytes", "transmitted_bytes");
    private static final List<String> TRAFFIC_RATES = List.of("received_rate_max", "transmitted_rate_max");
    private static final List<String> RESOURCES = List.of(
            "cpu_microseconds",
            "disk_read_bytes",
            "disk_written_bytes",
            "disk_read_operations",
            "disk_write_operations");
    private static final List<String> RESOURCE_RATES =
            List.of("memory_byte_samples", "memory_bytes_max", "cpu_rate_max");

    private Blanks() {}

    static String ofSamples(Part part) {
        return part == Part.TRAFFIC ? zero(TRAFFIC) : zero(RESOURCES) + ", memory_used_bytes = 0";
    }

    static String ofRollUps(Part part, boolean slots) {
        if (part == Part.RESOURCES) {
            return zero(RESOURCES) + ", " + zero(RESOURCE_RATES);
        }
        String blanks = zero(TRAFFIC) + ", " + zero(TRAFFIC_RATES);
        return slots
                ? blanks + ", received_slots = cast(ARRAY[] AS bigint[]), transmitted_slots = cast(ARRAY[] AS bigint[])"
                : blanks;
    }

    private static String zero(List<String> columns) {
        return columns.stream().map(column -> column + " = 0").collect(Collectors.joining(", "));
    }
}
