package com.estflux.privacy.platform.messaging;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Utils;

/** Sends records and tells when the broker has them. */
@ApplicationScoped
class RecordSender {

    private final Producer<byte[], byte[]> producer;

    RecordSender(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** The partition of everything with this partition key. May block while the topic's metadata is fetched. */
    int partition(String topic, byte[] partitionKey) {
        return Utils.toPositive(Utils.murmur2(partitionKey))
                % producer.partitionsFor(topic).size();
    }

    /**
     * Sends records in their order, on a worker thread because the client may block for metadata or buffer space.
     *
     * @param records made on the worker thread
     * @return completes when the broker has acknowledged, or for good refused, every record: for each in turn, why it
     *     was refused, empty if it was not; fails if any was neither acknowledged nor refused
     */
    Uni<List<Optional<Throwable>>> send(Iterable<ProducerRecord<byte[], byte[]>> records) {
        return Uni.createFrom()
                .completionStage(() -> {
                    List<CompletableFuture<Optional<Throwable>>> answers = new ArrayList<>();
                    for (ProducerRecord<byte[], byte[]> record : records) {
                        CompletableFuture<Optional<Throwable>> answer = sendOne(record);
                        answers.add(answer);
                        if (answer.isCompletedExceptionally()) {
                            // The client is not reaching the broker; every further record would block as long.
                            break;
                        }
                    }
                    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                            .thenApply(all -> answers.stream()
                                    .map(CompletableFuture::join)
                                    .toList());
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private CompletableFuture<Optional<Throwable>> sendOne(ProducerRecord<byte[], byte[]> record) {
        CompletableFuture<Optional<Throwable>> answer = new CompletableFuture<>();
        producer.send(record, (metadata, failure) -> {
            if (failure == null) {
                answer.complete(Optional.empty());
            } else if (isForGood(failure)) {
                answer.complete(Optional.of(failure));
            } else {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    /** Whether the same record will be refused however often it is sent. */
    private static boolean isForGood(Throwable failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof InvalidTopicException
                || failure instanceof SerializationException;
    }
}
