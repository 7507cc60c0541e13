package com.estflux.privacy.platform.transaction;

import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** Work that is done again soon, and loses nothing if it fails now. */
public final class RecurringWork {

    private RecurringWork() {}

    /**
     * The work, which does not fail: while database or broker are away, one line a time says so.
     *
     * @param log where
     * @param failed what was not done
     */
    public static Uni<Void> attempt(Logger log, String failed, Uni<Void> work) {
        return work.onFailure()
                .invoke(failure -> log.warnf("%s: %s", failed, Failures.describe(failure)))
                .onFailure()
                .recoverWithNull();
    }
}
