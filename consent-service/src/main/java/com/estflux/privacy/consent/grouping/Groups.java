package com.estflux.privacy.consent.grouping;

import com.estflux.privacy.consent.ConsentConfig;
import com.estflux.privacy.platform.problem.ProblemException;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Does together what arrives while earlier work is under way: the busier, the larger the groups; when idle, nothing
 * waits. When busy, a group waits a moment for those who were just answered and will ask again. An item's group always
 * begins after the item was submitted, so what it reads is never older than the request. A lane belongs to an event loop,
 * and where each has its own nothing passes from thread to thread.
 *
 * @param <I> an item of work
 * @param <O> its result
 */
public final class Groups<I, O> {

    /** Smaller groups are not waited for. */
    private static final int BUSY = 4;

    /** Never so many are queued: a group is under way. */
    private static final int WORKING = Integer.MAX_VALUE;

    private final int largest;
    private final int mostWaiting;
    private final long gatherMillis;
    private final int gatherPercent;
    private final Function<List<I>, Uni<List<O>>> work;
    private final Map<EventExecutor, Lane> laneOf = new HashMap<>();
    private final Lane elsewhere;

    /**
     * Groups on lanes; each lane does one group at a time.
     *
     * @param vertx where the work runs
     * @param size how wide and how deep
     * @param work does a group; its results are in the order of the items
     */
    public Groups(Vertx vertx, Size size, Function<List<I>, Uni<List<O>>> work) {
        this.largest = size.largestGroup();
        this.mostWaiting = size.mostWaiting();
        this.gatherMillis = size.gather().toMillis();
        this.gatherPercent = size.gatherPercent();
        this.work = work;
        List<Lane> lanes = new ArrayList<>();
        for (EventExecutor eventLoop : ((VertxInternal) vertx).getEventLoopGroup()) {
            if (lanes.size() < size.lanes()) {
                lanes.add(new Lane((VertxInternal) vertx, (EventLoop) eventLoop));
            }
            laneOf.put(eventLoop, lanes.get(laneOf.size() % lanes.size()));
        }
        elsewhere = lanes.get(0);
    }

    /**
     * How wide and how deep.
     *
     * @param lanes groups under way at a time; no more than there are event loops
     * @param largestGroup most items in a group
     * @param mostWaiting most items waiting in a lane; more are refused as an overload
     * @param gather how long at most a busy lane waits for the next group to come together, to the millisecond
     * @param gatherPercent how many a busy lane waits for, of those it has just answered and those who wait already
     */
    public record Size(int lanes, int largestGroup, int mostWaiting, Duration gather, int gatherPercent) {

        /** As configured. */
        public static Size of(ConsentConfig.Grouping grouping) {
            return new Size(
                    grouping.lanes(),
                    grouping.largestGroup(),
                    grouping.mostWaiting(),
                    grouping.gather(),
                    grouping.gatherPercent());
        }
    }

    /**
     * Submits an item; those submitted on one event loop are done in their order. Fails as its group fails. Completes on
     * the Vert.x context it was subscribed to on, if that was one.
     */
    public Uni<O> submit(I item) {
        return Uni.createFrom().deferred(() -> {
            @Nullable ContextInternal caller = ContextInternal.current();
            Lane lane = caller == null ? elsewhere : laneOf.getOrDefault(caller.nettyEventLoop(), elsewhere);
            Uni<O> result = Uni.createFrom().emitter(done -> lane.add(new Waiting<>(item, done)));
            return caller == null ? result : result.emitOn(next -> caller.emit(next, Runnable::run));
        });
    }

    private record Waiting<I, O>(I item, UniEmitter<? super O> done) {}

    private final class Lane {

        private final ContextInternal context;
        private final Queue<Waiting<I, O>> queue = new ConcurrentLinkedQueue<>();
        /** Items queued or under way. */
        private final AtomicInteger pending = new AtomicInteger();
        /** With so many queued the next group begins; set on the lane's context only. */
        private volatile int enough = 1;

        private Lane(VertxInternal vertx, EventLoop eventLoop) {
            context = vertx.createEventLoopContext(
                    eventLoop, null, Thread.currentThread().getContextClassLoader());
        }

        private void add(Waiting<I, O> waiting) {
            if (pending.get() >= mostWaiting) {
                waiting.done().fail(new IOException("overloaded"));
                return;
            }
            queue.add(waiting);
            if (pending.incrementAndGet() >= enough) {
                context.runOnContext(ignored -> begin());
            }
        }

        private void begin() {
            if (enough == WORKING || queue.isEmpty()) {
                return;
            }
            enough = WORKING;
            List<Waiting<I, O>> group = new ArrayList<>();
            for (Waiting<I, O> one = queue.poll(); one != null; one = queue.poll()) {
                group.add(one);
                if (group.size() == largest) {
                    break;
                }
            }
            perform(group).subscribe().with(results -> finish(group, results), failure -> split(group, failure));
        }

        private Uni<List<O>> perform(List<Waiting<I, O>> group) {
            return Uni.createFrom()
                    .deferred(() -> work.apply(group.stream().map(Waiting::item).toList()));
        }

        /** The next group begins first: the database works on it while these are answered. */
        private void finish(List<Waiting<I, O>> group, List<O> results) {
            proceed(group.size());
            context.runOnContext(ignored -> {
                for (int i = 0; i < group.size(); i++) {
                    group.get(i).done().complete(results.get(i));
                }
            });
        }

        /**
         * One item's failure must not be another's: a group that failed is done again one by one. Not if it failed with a
         * problem of its own, such as that nobody knows what became of it: done again, it may undo what came later.
         */
        private void split(List<Waiting<I, O>> group, Throwable failure) {
            if (group.size() == 1 || failure instanceof ProblemException) {
                proceed(group.size());
                group.forEach(one -> one.done().fail(failure));
                return;
            }
            Uni<Void> all = Uni.createFrom().voidItem();
            for (Waiting<I, O> one : group) {
                all = all.chain(() -> perform(List.of(one)))
                        .onItemOrFailure()
                        .invoke((results, failed) -> {
                            if (failed == null) {
                                one.done().complete(results.get(0));
                            } else {
                                one.done().fail(failed);
                            }
                        })
                        .onFailure()
                        .recoverWithNull()
                        .replaceWithVoid();
            }
            all.subscribe().with(done -> proceed(group.size()), impossible -> proceed(group.size()));
        }

        private void proceed(int done) {
            pending.addAndGet(-done);
            context.runOnContext(ignored -> gather(done));
        }

        /** Those who were answered ask again: they are worth a moment, lest every other group be of one. */
        private void gather(int done) {
            enough = done < BUSY || gatherMillis == 0
                    ? 1
                    : Math.min(largest, (done + pending.get()) * gatherPercent / 100);
            if (pending.get() >= enough) {
                begin();
            } else if (enough > 1) {
                context.owner().setTimer(gatherMillis, ignored -> context.runOnContext(late -> stopGathering()));
            }
        }

        private void stopGathering() {
            if (enough != WORKING) {
                enough = 1;
                begin();
            }
        }
    }
}
