package com.estflux.privacy.platform.messaging;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;

/**
 * An event in place of a broken one, CloudEvents 1.0 in structured mode with its record key.
 *
 * @param id the event's id; the broken one's if it had one, so that it is not taken in twice
 * @param source the event's source
 * @param type the event's type
 * @param time the event's time, RFC 3339, UTC
 * @param key the record key
 * @param data the event's data
 */
public record RepairedEvent(
        @NotBlank @Size(max = 256) String id,
        @NotBlank @Size(max = 256) String source,
        @NotBlank @Size(max = 256) String type,
        @NotBlank @Size(max = 64) String time,
        @NotBlank @Size(max = 256) String key,
        @NotNull Map<String, Object> data) {}
