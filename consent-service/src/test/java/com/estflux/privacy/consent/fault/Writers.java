package com.estflux.privacy.consent.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.consent.fault.ConsentClient.Acknowledged;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** People who keep granting and withdrawing, whatever happens to the replica, until told to stop. */
final class Writers implements AutoCloseable {

    private static final int COUNT = 32;
    private static final Duration AFTER_FAILURE = Duration.ofMillis(20);

    private final ConsentClient client = new ConsentClient();
    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger failed = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(COUNT);
    private final List<Future<?>> loops;
    private volatile boolean stopped;

    Writers(Replica replica, List<Person> people) {
        loops = IntStream.range(0, COUNT)
                .<Future<?>>mapToObj(i -> threads.submit(() -> write(replica, people, i)))
                .toList();
    }

    private void write(Replica replica, List<Person> people, int first) {
        for (int i = first; !stopped; i++) {
            client.record(replica, people.get(i % people.size()), i % 3 == 0 ? "granted" : "withdrawn")
                    .ifPresentOrElse(acknowledged::add, this::pause);
        }
    }

    private void pause() {
        failed.incrementAndGet();
        await().pollDelay(AFTER_FAILURE).until(() -> true);
    }

    /** Waits until this many more were acknowledged. */
    void awaitAcknowledged(int more) {
        int target = acknowledged.size() + more;
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> acknowledged.size() >= target);
    }

    /** Waits until writes fail, as they must while something is down. */
    void awaitFailures() {
        int before = failed.get();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> failed.get() > before);
    }

    /** Stops, and gives all that was acknowledged. */
    List<Acknowledged> stop() {
        stopped = true;
        for (Future<?> loop : loops) {
            await().atMost(Duration.ofSeconds(60)).until(loop::isDone);
            assertThat(loop).isNotCancelled();
        }
        return List.copyOf(acknowledged);
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
    }
}
