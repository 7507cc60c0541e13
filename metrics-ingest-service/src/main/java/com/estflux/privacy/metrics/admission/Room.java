package com.estflux.privacy.metrics.admission;

import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import io.vertx.ext.web.RoutingContext;

/** What one request may hold in memory. It is given back when the request has been answered. */
public final class Room {

    private static final String KEY = Room.class.getName();
    private static final String ADVICE = "nothing of it was taken in; send it again after the seconds of Retry-After";

    private final Admission admission;
    private final ProblemType busy;
    private long bytes;
    private boolean closed;

    private Room(Admission admission, ProblemType busy) {
        this.admission = admission;
        this.busy = busy;
    }

    /**
     * Room for a request that is about to be read.
     *
     * @throws ProblemException of this type if there is none
     */
    static Room open(Admission admission, ProblemType busy, long bytes) {
        Room room = new Room(admission, busy);
        room.grow(bytes);
        return room;
    }

    /** Remembers it with the request, until that ends. */
    Room attachTo(RoutingContext request) {
        request.put(KEY, this);
        request.addEndHandler(ended -> close());
        return this;
    }

    /** The room of a request that was admitted. */
    public static Room of(RoutingContext request) {
        return java.util.Objects.requireNonNull(request.<Room>get(KEY), "the endpoint is not declared @Admitted");
    }

    /**
     * Room for as many bytes more.
     *
     * @throws ProblemException if there is none
     */
    public synchronized void grow(long more) {
        if (closed || !admission.take(more)) {
            throw new ProblemException(busy, ADVICE);
        }
        bytes += more;
    }

    synchronized void close() {
        if (!closed) {
            closed = true;
            admission.giveBack(bytes);
        }
    }
}
