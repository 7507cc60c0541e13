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
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads samples from Kafka records. What is plainly a sample of the contract is read the short way; whatever is not
 * goes through the platform's reader, which alone decides what an event is and what is wrong with it.
 */
@ApplicationScoped
class SampleEvents {

    private static final List<String> ATTRIBUTES =
            List.of("ce_specversion", "ce_type", "ce_time", "ce_id", "ce_source");
    private static final byte[] VERSION = "1.0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TYPE = EventType.VPS_SAMPLED.type().getBytes(StandardCharsets.US_ASCII);

    private final EventReader reader;
    private final BinaryForm binaryForm = new BinaryForm();
    private volatile byte[] source = {};

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
        if (reader.read(binaryForm.of(record)).data() instanceof VpsSampled sample) {
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
        VpsSampled sample = PlainSample.read(value, 0, value.length);
        return sample != null && sample.vpsId().equals(Ascii.uuid(key, 0, key.length)) ? sample : null;
    }

    /** In one pass: each of the five attributes once, and as it should be. */
    private boolean hasPlainHeaders(ConsumerRecord<byte[], byte[]> record) {
        int seen = 0;
        for (Header header : record.headers()) {
            byte[] value = header.value();
            int attribute = ATTRIBUTES.indexOf(header.key());
            if (attribute >= 0) {
                if (value == null || (seen & 1 << attribute) != 0 || !isPlain(attribute, value)) {
                    return false;
                }
                seen |= 1 << attribute;
            }
        }
        return seen == (1 << ATTRIBUTES.size()) - 1;
    }

    private boolean isPlain(int attribute, byte[] value) {
        return switch (attribute) {
            case 0 -> Arrays.equals(value, VERSION);
            case 1 -> Arrays.equals(value, TYPE);
            case 2 -> Ascii.time(value, 0, value.length) != null;
            case 3 -> Ascii.uuid(value, 0, value.length) != null || isPlainText(value);
            default -> Arrays.equals(value, source) || isPlainSource(value);
        };
    }

    /** Records of one source come together: it is looked at once. */
    private boolean isPlainSource(byte[] value) {
        if (!isPlainText(value)) {
            return false;
        }
        source = value;
        return true;
    }

    private static boolean isPlainText(byte[] value) {
        for (byte character : value) {
            if (character < ' ') {
                return false;
            }
        }
        return value.length > 0 && !CardNumbers.occurIn(new String(value, StandardCharsets.US_ASCII));
    }
}
