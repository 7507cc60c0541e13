package com.estflux.privacy.platform.messaging;

import com.estflux.privacy.contracts.InvalidEventException.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be taken in. Its content is not shown: it may be personal data.
 *
 * @param id its offset in the service's dead-letter topic
 * @param consumer who could not take it in
 * @param reason why
 * @param detail where the defect is, without content
 * @param topic the topic it came from
 * @param partition the partition it came from
 * @param offset its offset there
 * @param digest keyed digest of the record's value, hexadecimal: the same value has the same one in this service
 * @param replayable whether its content was kept, encrypted; false if it held a card number or was too large
 * @param deadAt when it was given up, UTC
 */
public record DeadLetter(
        long id,
        String consumer,
        Reason reason,
        @Nullable String detail,
        String topic,
        int partition,
        long offset,
        String digest,
        boolean replayable,
        Instant deadAt) {}
