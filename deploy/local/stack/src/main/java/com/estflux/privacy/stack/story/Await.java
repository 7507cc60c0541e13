package com.estflux.privacy.stack.story;

import com.estflux.privacy.stack.StackException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other systems do in their own time. */
final class Await {

    private static final Duration PAUSE = Duration.ofMillis(300);

    private Await() {}

    /**
     * Waits until something is so.
     *
     * @param what for the message
     * @param bound how long at most
     * @param so whether it is
     * @throws StackException if it is still not so
     */
    static void until(String what, Duration bound, BooleanSupplier so) {
        until(bound, so, () -> what + " did not happen within " + bound.toSeconds() + " s");
    }

    /** The same, with a message made when it is needed. */
    static void until(Duration bound, BooleanSupplier so, Supplier<String> message) {
        Instant end = Instant.now().plus(bound);
        while (!so.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new StackException(message.get());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new StackException("interrupted");
            }
        }
    }
}
