package com.estflux.privacy.platform.transaction;

import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.List;

/**
 * Tells of commits on the request path. It binds to the annotation of the transaction itself and stands outside of it,
 * so that what it sees complete has been committed. A method called within a transaction joins it: only the outermost
 * commits.
 */
@WithTransaction
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class AfterCommitInterceptor {

    /** Marks the context of a transaction that is under way. */
    static final String IN_TRANSACTION = "estflux.in-transaction";

    private final List<AfterCommit> listeners;

    AfterCommitInterceptor(@All List<AfterCommit> listeners) {
        this.listeners = listeners;
    }

    @AroundInvoke
    Object tellAfterCommit(InvocationContext invocation) throws Exception {
        if (!VertxContext.isOnDuplicatedContext()
                || ContextLocals.get(IN_TRANSACTION).isPresent()) {
            return invocation.proceed();
        }
        Object result = invocation.proceed();
        return result instanceof Uni<?> uni ? told(uni) : result;
    }

    private <T> Uni<T> told(Uni<T> transaction) {
        return Uni.createFrom().deferred(() -> {
            ContextLocals.put(IN_TRANSACTION, true);
            return transaction
                    .onTermination()
                    .invoke(() -> ContextLocals.remove(IN_TRANSACTION))
                    .onItem()
                    .invoke(() -> listeners.forEach(AfterCommit::committed));
        });
    }
}
