package com.estflux.privacy.platform.messaging;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
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
     * @return completes when every record is acknowledged; fails if any is not
     */
    Uni<Void> send(Iterable<ProducerRecord<byte[], byte[]>> records) {
        return Uni.createFrom()
                .completionStage(() -> {
                    List<CompletableFuture<Void>> acknowledgements = new ArrayList<>();
                    for (ProducerRecord<byte[], byte[]> record : records) {
                        acknowledgements.add(sendOne(record));
                    }
                    return CompletableFuture.allOf(acknowledgements.toArray(CompletableFuture[]::new));
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private CompletableFuture<Void> sendOne(ProducerRecord<byte[], byte[]> record) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        producer.send(record, (metadata, failure) -> {
            if (failure == null) {
                acknowledged.complete(null);
            } else {
                acknowledged.completeExceptionally(failure);
            }
        });
        return acknowledged;
    }
}
