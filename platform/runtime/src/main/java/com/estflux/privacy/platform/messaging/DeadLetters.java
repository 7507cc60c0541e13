package com.estflux.privacy.platform.messaging;

import com.estflux.privacy.contracts.InvalidEventException;
import com.estflux.privacy.contracts.InvalidEventException.Reason;
import com.estflux.privacy.platform.crypto.Encryption;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where records go that cannot be taken in: the service's dead-letter topic, with the reason in clear and the record
 * encrypted, because it may hold anything. A record with a card number is not kept at all (PF-2.2), only its digest.
 */
@ApplicationScoped
public class DeadLetters {

    /** Binds a sealed record to its purpose. */
    static final String CONTEXT = "dead-letter";

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final RecordSender sender;
    private final Encryption encryption;
    private final MeterRegistry meters;
    private final Clock clock;
    private final String topic;

    DeadLetters(RecordSender sender, Encryption encryption, MeterRegistry meters, Clock clock, MessagingConfig config) {
        this.sender = sender;
        this.encryption = encryption;
        this.meters = meters;
        this.clock = clock;
        this.topic = topicOf(config);
    }

    /** The dead-letter topic of a service. */
    static String topicOf(MessagingConfig config) {
        return config.service() + ".dead-letters.v1";
    }

    /**
     * Puts a record aside. Waits out a broker that is away: completes only when the dead letter is durable.
     *
     * @param consumer who could not take it in
     * @param record the record
     * @param reason why
     */
    public Uni<Void> publish(String consumer, ConsumerRecord<byte[], byte[]> record, InvalidEventException reason) {
        LOG.errorf(
                "%s: dead letter from %s-%d at %d: %s",
                consumer, record.topic(), record.partition(), record.offset(), reason.reason());
        meters.counter(
                        "dead.letters",
                        "consumer",
                        consumer,
                        "reason",
                        reason.reason().name())
                .increment();
        byte[] value = envelope(consumer, record, reason).toBuffer().getBytes();
        return sender.send(() -> List.of(new ProducerRecord<byte[], byte[]>(topic, 0, null, value))
                        .iterator())
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    private JsonObject envelope(String consumer, ConsumerRecord<byte[], byte[]> record, InvalidEventException reason) {
        JsonObject envelope = new JsonObject()
                .put("consumer", consumer)
                .put("reason", reason.reason().name())
                .put("detail", reason.getMessage())
                .put("topic", record.topic())
                .put("partition", record.partition())
                .put("offset", record.offset())
                .put("digest", digest(record.value()))
                .put("deadAt", clock.instant());
        if (reason.reason() != Reason.CARD_NUMBER) {
            envelope.put("sealed", encryption.encrypt(SealedRecord.encode(record), CONTEXT));
        }
        return envelope;
    }

    private static String digest(byte @Nullable [] value) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(value == null ? new byte[0] : value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
