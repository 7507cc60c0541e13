package com.estflux.privacy.metrics.counter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a host read of a VPS's counters at a moment; some of them, or all.
 *
 * @param vpsId the VPS
 * @param readAt when they were read, whole microseconds
 * @param device which of its devices counted, {@link #WHOLE} for the VPS as a whole; the devices of a moment add up
 * @param boot the generation of the boot they count from: any number, not negative, that changes with every boot;
 *     {@link #UNKNOWN_BOOT} if the host does not know
 * @param figures what they said; not negative
 */
public record Reading(UUID vpsId, Instant readAt, long device, long boot, Map<Counter, Long> figures) {

    /** No device: the VPS as a whole. */
    public static final long WHOLE = 0;

    /** The host does not know which boot it counts from. */
    public static final long UNKNOWN_BOOT = -1;

    /** Largest number a counter may show. */
    public static final long LARGEST = Long.MAX_VALUE;

    /** Copies the map, so that the record cannot change. */
    public Reading {
        Map<Counter, Long> copy = new EnumMap<>(Counter.class);
        copy.putAll(figures);
        figures = Collections.unmodifiableMap(copy);
    }

    /** Where a reading is stored. */
    record Key(UUID vpsId, Instant readAt, long device) {}

    Key key() {
        return new Key(vpsId, readAt, device);
    }

    /**
     * The number a device is known by: of its name, which may say whose it is, only a digest is kept.
     *
     * @param name its name; null or empty for the VPS as a whole
     */
    public static long deviceOf(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            return WHOLE;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            long device = ByteBuffer.wrap(digest).getLong();
            return device == WHOLE ? 1 : device;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether both say the same of everything both speak of. */
    boolean agreesWith(Reading other) {
        return boot == other.boot
                && figures.entrySet().stream().allMatch(figure -> other.figures
                        .getOrDefault(figure.getKey(), figure.getValue())
                        .equals(figure.getValue()));
    }

    /** Both together; where they contradict each other, this one stands. */
    Reading and(Reading other) {
        Map<Counter, Long> all = new EnumMap<>(Counter.class);
        all.putAll(other.figures);
        all.putAll(figures);
        return new Reading(vpsId, readAt, device, boot, all);
    }
}
