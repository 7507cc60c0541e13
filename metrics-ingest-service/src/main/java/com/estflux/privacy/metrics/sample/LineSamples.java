package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.CanonicalUuid;
import com.estflux.privacy.contracts.usage.VpsSampled;
import com.estflux.privacy.metrics.counter.Counter;
import com.estflux.privacy.metrics.counter.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Samples in line protocol: the VPS in tag {@code vps_id}, the figures in integer fields. Every other tag and field is
 * dropped unread: a host's labels may name people or projects. So is every other measurement, of which collectors have many.
 */
final class LineSamples {

    /** The measurement whose fields are amounts of an interval. */
    static final String SAMPLES = "vps";

    /** The measurement whose fields are counters since a boot. */
    static final String COUNTERS = "vps_counters";

    /** The fields of a sample. */
    static final String[] FIGURES = {
        "interval_seconds",
        "cpu_microseconds",
        "memory_used_bytes",
        "disk_read_bytes",
        "disk_written_bytes",
        "disk_read_operations",
        "disk_write_operations",
        "network_received_bytes",
        "network_transmitted_bytes"
    };

    private LineSamples() {}

    /** Reads a body; empty lines and comments are none. Text values may hold line feeds. */
    static List<SampleLine> read(byte[] body, Precision precision, Instant now, int most) {
        List<SampleLine> lines = new ArrayList<>();
        int number = 1;
        for (int start = 0; start < body.length; ) {
            int feed = plainEnd(body, start);
            VpsSampled plain = feed < 0 ? null : PlainLine.read(body, start, feed, precision);
            if (plain != null) {
                SampleBodies.bound(lines, most);
                lines.add(SampleLine.of(number++, plain));
                start = feed + 1;
            } else {
                int end = end(body, start);
                String line = new String(body, start, end - start, StandardCharsets.UTF_8);
                String stripped = line.strip();
                if (isOurs(stripped)) {
                    SampleBodies.bound(lines, most);
                    lines.add(line(stripped, number, precision, now));
                }
                number += (int) line.chars().filter(c -> c == '\n').count() + 1;
                start = end + 1;
            }
        }
        return lines;
    }

    private static boolean isOurs(String line) {
        if (line.isEmpty() || line.charAt(0) == '#') {
            return false;
        }
        String measurement = LineProtocol.measurement(line);
        // A line that starts with no measurement is not one of another's, it is broken.
        return measurement.isEmpty() || measurement.equals(SAMPLES) || measurement.equals(COUNTERS);
    }

    /** Where a line without quotes and escapes ends; negative if it has some. */
    private static int plainEnd(byte[] body, int start) {
        for (int i = start; i < body.length; i++) {
            if (body[i] == '\n') {
                return i;
            }
            if (body[i] == '"' || body[i] == '\\') {
                return -1;
            }
        }
        return body.length;
    }

    /** Where the line ends: at a line feed that is not within quotes, as long as the quotes are closed at all. */
    private static int end(byte[] body, int start) {
        int firstFeed = -1;
        boolean quoted = false;
        for (int i = start; i < body.length; i++) {
            if (body[i] == '\n' && firstFeed < 0) {
                firstFeed = i;
            }
            if (body[i] == '\\') {
                i++;
            } else if (body[i] == '"') {
                quoted = !quoted;
            } else if (body[i] == '\n' && !quoted) {
                return i;
            }
        }
        return quoted && firstFeed >= 0 ? firstFeed : body.length;
    }

    private static SampleLine line(String line, int number, Precision precision, Instant now) {
        try {
            LineProtocol.Point point = LineProtocol.parse(line);
            return point.measurement().equals(COUNTERS)
                    ? SampleLine.of(number, reading(point, precision, now))
                    : SampleLine.of(number, sample(point, precision, now));
        } catch (SampleRefusedException e) {
            return SampleLine.refused(number, e.code());
        }
    }

    private static VpsSampled sample(LineProtocol.Point point, Precision precision, Instant now)
            throws SampleRefusedException {
        UUID vpsId = vpsId(point);
        Instant at = time(point, precision, now);
        long[] f = new long[FIGURES.length];
        for (int i = 0; i < f.length; i++) {
            f[i] = figure(FIGURES[i], point.fields().get(FIGURES[i]));
        }
        return new VpsSampled(vpsId, at, f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8]);
    }

    /** A line may carry some of the counters, and further lines of the same time the others. */
    private static Reading reading(LineProtocol.Point point, Precision precision, Instant now)
            throws SampleRefusedException {
        Map<Counter, Long> figures = new EnumMap<>(Counter.class);
        for (Map.Entry<String, String> field : point.fields().entrySet()) {
            Counter counter = Counter.ofField(field.getKey());
            if (counter != null) {
                long figure = figure(field.getKey(), field.getValue());
                if (figure < 0) {
                    throw new SampleRefusedException("negative-figure");
                }
                figures.put(counter, figure);
            }
        }
        long boot = figure("boot", point.fields().get("boot"));
        if (boot < 0 || figures.isEmpty()) {
            throw new SampleRefusedException(boot < 0 ? "negative-figure" : "missing-field: any counter");
        }
        return new Reading(
                vpsId(point),
                time(point, precision, now),
                Reading.deviceOf(point.tags().get("device")),
                boot,
                figures);
    }

    private static UUID vpsId(LineProtocol.Point point) throws SampleRefusedException {
        String vpsId = point.tags().get("vps_id");
        if (vpsId == null) {
            throw new SampleRefusedException("missing-tag: vps_id");
        }
        UUID id = CanonicalUuid.parseOrNull(vpsId);
        if (id == null) {
            throw new SampleRefusedException("not-a-uuid: vps_id");
        }
        return id;
    }

    private static Instant time(LineProtocol.Point point, Precision precision, Instant now)
            throws SampleRefusedException {
        Instant at = point.timestamp() == null ? now : precision.instant(point.timestamp());
        if (at == null) {
            throw new SampleRefusedException("not-a-time");
        }
        return at;
    }

    private static long figure(String name, @Nullable String value) throws SampleRefusedException {
        if (value == null) {
            throw new SampleRefusedException("missing-field: " + name);
        }
        char last = value.charAt(value.length() - 1);
        if (last != 'i' && last != 'u') {
            throw new SampleRefusedException("not-an-integer: " + name);
        }
        try {
            return Long.parseLong(value, 0, value.length() - 1, 10);
        } catch (NumberFormatException e) {
            throw new SampleRefusedException("not-an-integer: " + name);
        }
    }
}
