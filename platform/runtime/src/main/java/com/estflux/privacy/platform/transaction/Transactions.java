package com.estflux.privacy.platform.transaction;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Transactions outside a request: consumers, schedulers, start-up. Each runs on a fresh Vert.x context, because a
 * Hibernate Reactive session is bound to the context it was opened on and a timer or a retry would leave it.
 */
@ApplicationScoped
public class Transactions {

    private final Vertx vertx;
    private final Instance<AfterCommit> listeners;

    Transactions(Vertx vertx, Instance<AfterCommit> listeners) {
        this.vertx = vertx;
        this.listeners = listeners;
    }

    /**
     * Runs work in a new session and transaction; commits when it completes, rolls back when it fails.
     *
     * @param work called once per subscription, on an event loop
     * @return completes after the commit, on the Vert.x context it was subscribed to on, if that was one
     */
    public <T> Uni<T> run(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            @Nullable Context caller = Vertx.currentContext();
            Uni<T> committed = onFreshContext(work);
            return caller == null ? committed : committed.emitOn(next -> caller.runOnContext(ignored -> next.run()));
        });
    }

    private <T> Uni<T> onFreshContext(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .<T>emitter(emitter -> {
                    Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
                    VertxContextSafetyToggle.setContextSafe(context, true);
                    context.runOnContext(ignored -> marked(work).subscribe().with(emitter::complete, emitter::fail));
                })
                .invoke(() -> listeners.forEach(AfterCommit::committed));
    }

    private static <T> Uni<T> marked(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .<T>deferred(() -> {
                    ContextLocals.put(AfterCommitInterceptor.IN_TRANSACTION, true);
                    return Panache.withTransaction(work);
                })
                .onTermination()
                .invoke(() -> ContextLocals.remove(AfterCommitInterceptor.IN_TRANSACTION));
    }
}
