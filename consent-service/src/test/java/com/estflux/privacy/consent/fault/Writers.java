package com.estflux.privacy.consent.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.consent.fault.ConsentClient.Acknowledged;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** People who keep granting and withdrawing, whatever happens to the replica, until told to stop. */
final class Writers implements AutoCloseable {

    private static final int COUNT = 32;

    /** Clients that ask without a rest, and all the more those who fail at once, would keep a replica from starting. */
    private static final Duration REST = Duration.ofMillis(20);

    private static final Duration AFTER_FAILURE = Duration.ofMillis(250);

    private final ConsentClient client = new ConsentClient();
    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger decided = new AtomicInteger();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(COUNT);
    private final List<ScheduledFuture<?>> loops;

    Writers(Replica replica, List<Person> people) {
        loops = IntStream.range(0, COUNT)
                .<ScheduledFuture<?>>mapToObj(i -> threads.scheduleWithFixedDelay(
                        () -> write(replica, people), 0, REST.toMillis(), TimeUnit.MILLISECONDS))
                .toList();
    }

    private void write(Replica replica, List<Person> people) {
        int i = decided.getAndIncrement();
        client.record(replica, people.get(i % people.size()), i % 3 == 0 ? "granted" : "withdrawn")
                .ifPresentOrElse(acknowledged::add, this::fail);
    }

    private void fail() {
        failed.incrementAndGet();
        LockSupport.parkNanos(AFTER_FAILURE.toNanos());
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
        threads.shutdown();
        await().atMost(Duration.ofSeconds(60)).until(threads::isTerminated);
        assertThat(loops).as("none ended before it was told to").allMatch(Future::isCancelled);
        return List.copyOf(acknowledged);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
