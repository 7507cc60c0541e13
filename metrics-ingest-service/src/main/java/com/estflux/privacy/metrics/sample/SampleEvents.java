package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.CardNumbers;
import com.estflux.privacy.contracts.EventType;
import com.estflux.privacy.contracts.InvalidEventException;
import com.estflux.privacy.contracts.InvalidEventException.Reason;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.usage.VpsSampled;
import com.estflux.privacy.platform.messaging.EventReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads samples from Kafka records. What is plainly a sample of the contract is read the short way; whatever is not
 * goes through the platform's reader, which alone decides what an event is and what is wrong with it.
 */
@ApplicationScoped
class SampleEvents {

    private static final String TYPE = EventType.VPS_SAMPLED.type();

    private final EventReader reader;
    private final SampleReader samples = new SampleReader();

    SampleEvents(EventReader reader) {
        this.reader = reader;
    }

    /**
     * The sample of a record.
     *
     * @throws InvalidEventException if it is no event of the contract
     */
    VpsSampled read(ConsumerRecord<byte[], byte[]> record) throws InvalidEventException {
        VpsSampled plain = readPlain(record);
        if (plain != null) {
            return plain;
        }
        if (reader.read(record).data() instanceof VpsSampled sample) {
            return sample;
        }
        throw new InvalidEventException(Reason.UNKNOWN_TYPE, "only samples travel here");
    }

    private @Nullable VpsSampled readPlain(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        byte[] key = record.key();
        if (value == null
                || key == null
                || value.length > Topic.USAGE_SAMPLES.maxDataBytes()
                || !hasPlainHeaders(record)) {
            return null;
        }
        try {
            VpsSampled sample = samples.readOne(value, 0, value.length);
            String keyText = new String(key, StandardCharsets.US_ASCII);
            return keyText.equals(sample.vpsId().toString()) ? sample : null;
        } catch (SampleRefusedException e) {
            return null;
        }
    }

    private static boolean hasPlainHeaders(ConsumerRecord<byte[], byte[]> record) {
        return "1.0".equals(header(record, "ce_specversion"))
                && TYPE.equals(header(record, "ce_type"))
                && isPlain(header(record, "ce_id"))
                && isPlain(header(record, "ce_source"))
                && isTime(header(record, "ce_time"));
    }

    private static boolean isPlain(@Nullable String text) {
        return text != null && !text.isEmpty() && !CardNumbers.occurIn(text);
    }

    private static boolean isTime(@Nullable String text) {
        try {
            return text != null && Instant.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** A header's value if it is ASCII: anything else is not plain. */
    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            return null;
        }
        for (byte character : header.value()) {
            if (character < ' ') {
                return null;
            }
        }
        return new String(header.value(), StandardCharsets.US_ASCII);
    }
}
