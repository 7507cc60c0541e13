package com.estflux.privacy.platform.messaging;

import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.InvalidEventException;
import com.estflux.privacy.contracts.InvalidEventException.Reason;
import com.estflux.privacy.contracts.proof.SubjectOf;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.crypto.Encryption;
import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.proof.SenderProof;
import com.estflux.privacy.platform.transaction.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes a dead letter in after all, once its cause is mended: as it was, or as repaired by the operator. It goes to
 * the consumer that had given it up, and to no other: those who could read it have it already. The inbox makes sure
 * that it has its effect once, however often it is replayed.
 *
 * <p>A repaired event stays the same event about the same person: it keeps id, source, type, key and subject, as far as the
 * record had them. What must be proved cannot be repaired, only replayed as it was. The audit log says whom it is about, its
 * type, and the keyed digests of its data before and after.
 */
@ApplicationScoped
class DeadLetterReplay {

    private static final Logger LOG = Logger.getLogger(DeadLetterReplay.class);

    private static final ProblemType NOT_REPLAYABLE =
            new ProblemType("dead-letter-not-replayable", 422, "The dead letter cannot be taken in");

    private static final String SUBJECT = "subjectId";

    private final DeadLetterTopic topic;
    private final EventConsumers consumers;
    private final EventProcessing processing;
    private final SenderProof senders;
    private final EventReader reader;
    private final EventCodec codec;
    private final Encryption encryption;
    private final Pseudonyms pseudonyms;
    private final DeadLetters letters;
    private final AuditLog audit;

    DeadLetterReplay(
            DeadLetterTopic topic,
            EventConsumers consumers,
            EventProcessing processing,
            SenderProof senders,
            EventReader reader,
            EventCodec codec,
            Encryption encryption,
            Pseudonyms pseudonyms,
            DeadLetters letters,
            AuditLog audit) {
        this.topic = topic;
        this.consumers = consumers;
        this.processing = processing;
        this.senders = senders;
        this.reader = reader;
        this.codec = codec;
        this.encryption = encryption;
        this.pseudonyms = pseudonyms;
        this.letters = letters;
        this.audit = audit;
    }

    Uni<Void> replay(long id, @Nullable RepairedEvent repaired, String actor) {
        return topic.find(id).chain(found -> {
            DeadLetterTopic.Stored stored = found.orElseThrow(Problems::notFound);
            EventConsumer consumer = consumers.find(stored.letter().consumer()).orElseThrow(Problems::notFound);
            Found event = event(stored, Optional.ofNullable(repaired));
            return proved(event)
                    .chain(received ->
                            processing.apply(consumer, received, () -> audit.record(entry(stored, event, actor))))
                    .onFailure(
                            failure -> !(failure instanceof ProblemException) && !Failures.areInfrastructure(failure))
                    .transform(DeadLetterReplay::failedAgain);
        });
    }

    private AuditEntry entry(DeadLetterTopic.Stored stored, Found replayed, String actor) {
        String digests = "before " + stored.letter().digest() + ", after " + letters.digest(replayed.data());
        AuditEntry entry = AuditEntry.of("dead-letter.replay", actor, AuditOutcome.DONE)
                .object("dead-letter", Long.toString(stored.letter().id()))
                .because(replayed.event().type().shortName() + "; " + digests);
        return SubjectOf.event(replayed.event().data()).map(entry::about).orElse(entry);
    }

    private static ProblemException failedAgain(Throwable failure) {
        LOG.warnf("a replayed dead letter failed again: %s", Failures.describe(failure));
        return new ProblemException(
                NOT_REPLAYABLE,
                Reason.HANDLING_FAILED + ": " + failure.getClass().getName());
    }

    /** What is found to be replayed, and what its proof is made of. A repaired event has none: nobody signed it. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Found(EventMessage<?> event, Function<String, byte @Nullable []> header, byte[] data) {}

    private Uni<Received<?>> proved(Found found) {
        return senders.check(found.event(), found.header(), found.data())
                .<Received<?>>map(key -> new Received<>(found.event(), key))
                .onFailure(InvalidEventException.class)
                .transform(refused ->
                        new ProblemException(NOT_REPLAYABLE, refused.reason() + ": " + refused.getMessage()));
    }

    private Found event(DeadLetterTopic.Stored stored, Optional<RepairedEvent> repaired) {
        try {
            if (repaired.isPresent()) {
                return repaired(stored, repaired.get());
            }
            if (stored.sealed() == null) {
                throw new ProblemException(
                        NOT_REPLAYABLE, "its content was not kept; send the repaired event in the request's body");
            }
            var record = SealedRecord.decode(encryption.decrypt(stored.sealed(), DeadLetters.CONTEXT));
            return new Found(reader.read(record), EventReader.headers(record), record.value());
        } catch (InvalidEventException invalid) {
            throw new ProblemException(NOT_REPLAYABLE, invalid.reason() + ": " + invalid.getMessage());
        }
    }

    private Found repaired(DeadLetterTopic.Stored stored, RepairedEvent repaired) throws InvalidEventException {
        requireSameEvent(stored, repaired);
        byte[] data = new JsonObject(repaired.data()).toBuffer().getBytes();
        return new Found(decode(stored.letter().topic(), repaired, data), name -> null, data);
    }

    private void requireSameEvent(DeadLetterTopic.Stored stored, RepairedEvent repaired) {
        EventIdentity identity = EventIdentity.of(repaired);
        boolean same;
        if (stored.sealed() == null) {
            same = identity.digest(pseudonyms).equals(stored.identity());
        } else {
            var record = SealedRecord.decode(encryption.decrypt(stored.sealed(), DeadLetters.CONTEXT));
            Optional<String> subject = subject(record.value());
            same = EventIdentity.of(record).isKeptBy(identity)
                    && (subject.isEmpty()
                            || subject.get().equals(repaired.data().get(SUBJECT)));
        }
        if (!same) {
            throw new ProblemException(
                    NOT_REPLAYABLE, "a repaired event keeps the id, source, type, key and subject of the broken one");
        }
    }

    /** Whom the broken record is about, if so much of it can be read. */
    private static Optional<String> subject(byte @Nullable [] value) {
        try {
            return value == null
                    ? Optional.empty()
                    : Optional.ofNullable(new JsonObject(Buffer.buffer(value)).getString(SUBJECT));
        } catch (DecodeException | ClassCastException unreadable) {
            return Optional.empty();
        }
    }

    private EventMessage<?> decode(String topicName, RepairedEvent event, byte[] data) throws InvalidEventException {
        Map<String, String> attributes = Map.of(
                "ce_specversion", "1.0",
                "ce_id", event.id(),
                "ce_source", event.source(),
                "ce_type", event.type(),
                "ce_time", event.time());
        Function<String, byte @Nullable []> header = name -> {
            String value = attributes.get(name);
            return value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        };
        return codec.decode(topicName, event.key().getBytes(StandardCharsets.UTF_8), header, data);
    }
}
