package com.estflux.privacy.reference.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** When to try failed partitions again: after half a second, then twice as long each time, up to half a minute. */
final class Retries {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Map<TopicPartition, Retry> retries = new HashMap<>();

    private record Retry(long dueNanos, Duration waited) {}

    void failed(TopicPartition partition) {
        Retry last = retries.get(partition);
        Duration wait = last == null ? FIRST : last.waited().multipliedBy(2);
        if (wait.compareTo(LONGEST) > 0) {
            wait = LONGEST;
        }
        retries.put(partition, new Retry(System.nanoTime() + wait.toNanos(), wait));
    }

    void succeeded(TopicPartition partition) {
        retries.remove(partition);
    }

    void clear() {
        retries.clear();
    }

    boolean none() {
        return retries.isEmpty();
    }

    /** Partitions whose wait is over. */
    List<TopicPartition> due() {
        return retries.entrySet().stream()
                .filter(retry -> System.nanoTime() - retry.getValue().dueNanos() >= 0)
                .map(Map.Entry::getKey)
                .toList();
    }
}
