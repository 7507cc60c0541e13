package com.estflux.privacy.metrics.admission;

import com.estflux.privacy.metrics.config.MetricsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of requests in memory. Whoever does not fit in is turned away before anything of it is read. */
@ApplicationScoped
public class Admission {

    private final long most;
    private final AtomicLong inFlight = new AtomicLong();

    @Inject
    Admission(MetricsConfig config) {
        this(config.requestBytesInFlight());
    }

    /** At most this many bytes at once; a request that is larger fits in alone. */
    Admission(long most) {
        this.most = most;
    }

    /** Bytes of requests in memory now. */
    long inFlight() {
        return inFlight.get();
    }

    /** Whether these bytes fit in; if so they are counted. */
    boolean take(long bytes) {
        long after = inFlight.addAndGet(bytes);
        if (after > most && after > bytes) {
            inFlight.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void giveBack(long bytes) {
        inFlight.addAndGet(-bytes);
    }
}
