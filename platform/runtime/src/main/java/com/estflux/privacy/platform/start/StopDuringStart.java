package com.estflux.privacy.platform.start;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Ends the process at once if it is told to stop before it has started. Quarkus waits for the end of a start, and a
 * start waits for the database for minutes; there is nothing to stop in order yet, and migrations are transactions.
 */
@ApplicationScoped
class StopDuringStart {

    /** As a shell says that SIGTERM ended a process. */
    private static final int TERMINATED = 143;

    private static final AtomicBoolean STARTED = new AtomicBoolean();

    StopDuringStart() {}

    /** Listens for signals to stop from now on. */
    static void watch() {
        Thread starting = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endUnlessStarted(starting), "stop-during-start"));
    }

    private static void endUnlessStarted(Thread starting) {
        if (!STARTED.get() && !hasGivenUp(starting)) {
            Runtime.getRuntime().halt(TERMINATED);
        }
    }

    /** A start that failed ends the process itself, with a status of its own. */
    private static boolean hasGivenUp(Thread starting) {
        return Stream.of(starting.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(Runtime.class.getName())
                        && frame.getMethodName().equals("exit"));
    }

    void started(@Observes StartupEvent event) {
        STARTED.set(true);
    }
}
