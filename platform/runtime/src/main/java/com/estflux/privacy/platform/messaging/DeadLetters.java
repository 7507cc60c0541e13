package com.estflux.privacy.platform.messaging;

import com.estflux.privacy.contracts.InvalidEventException;
import com.estflux.privacy.contracts.InvalidEventException.Reason;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.platform.crypto.Encryption;
import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.transaction.Failures;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
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
 * encrypted, because it may hold anything. A record with a card number is not kept at all (PF-2.2), only a keyed digest;
 * neither is one too large for the topic.
 */
@ApplicationScoped
public class DeadLetters {

    /** Binds a sealed record to its purpose. */
    static final String CONTEXT = "dead-letter";

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** What the dead-letter topic takes, less room for the record's frame. */
    private static final int MOST_BYTES = Topic.MAX_DEAD_LETTER_BYTES - 1024;

    private final RecordSender sender;
    private final Encryption encryption;
    private final Pseudonyms pseudonyms;
    private final MeterRegistry meters;
    private final Clock clock;
    private final String topic;

    DeadLetters(
            RecordSender sender,
            Encryption encryption,
            Pseudonyms pseudonyms,
            MeterRegistry meters,
            Clock clock,
            MessagingConfig config) {
        this.sender = sender;
        this.encryption = encryption;
        this.pseudonyms = pseudonyms;
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
        InvalidEventException told = CardNumberScan.finds(record, reason)
                ? new InvalidEventException(Reason.CARD_NUMBER, "the record holds what looks like a card number")
                : reason;
        LOG.errorf(
                "%s: dead letter from %s-%d at %d: %s",
                consumer, record.topic(), record.partition(), record.offset(), told.reason());
        meters.counter(
                        "dead.letters",
                        "consumer",
                        consumer,
                        "reason",
                        told.reason().name())
                .increment();
        byte[] value = envelope(consumer, record, told);
        return sender.send(() -> List.of(new ProducerRecord<byte[], byte[]>(topic, 0, null, value))
                        .iterator())
                .invoke(answers -> answers.get(0)
                        .ifPresent(refusal -> LOG.errorf(
                                "%s: dead letter refused by the broker: %s", consumer, Failures.describe(refusal))))
                .replaceWithVoid()
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("%s: dead letter not sent, will try again: %s", consumer, Failures.describe(failure)))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    private byte[] envelope(String consumer, ConsumerRecord<byte[], byte[]> record, InvalidEventException reason) {
        JsonObject envelope = new JsonObject()
                .put("consumer", consumer)
                .put("reason", reason.reason().name())
                .put("detail", reason.getMessage())
                .put("topic", record.topic())
                .put("partition", record.partition())
                .put("offset", record.offset())
                .put("digest", digest(record.value()))
                .put("identity", EventIdentity.of(record).digest(pseudonyms))
                .put("deadAt", clock.instant());
        if (reason.reason() != Reason.CARD_NUMBER) {
            byte[] whole = envelope.copy()
                    .put("sealed", encryption.encrypt(SealedRecord.encode(record), CONTEXT))
                    .toBuffer()
                    .getBytes();
            if (whole.length <= MOST_BYTES) {
                return whole;
            }
        }
        return envelope.toBuffer().getBytes();
    }

    /** The digest of a value. Keyed, so that nobody can find out by trying what the value was. */
    String digest(byte @Nullable [] value) {
        return pseudonyms.of(HexFormat.of().formatHex(value == null ? new byte[0] : value));
    }
}
