package com.estflux.privacy.platform.transaction;

import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.List;

/**
 * Tells of commits on the request path. It binds to the annotation of the transaction itself and stands outside of it,
 * so that what it sees complete has been committed.
 */
@WithTransaction
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class AfterCommitInterceptor {

    private final List<AfterCommit> listeners;

    AfterCommitInterceptor(@All List<AfterCommit> listeners) {
        this.listeners = listeners;
    }

    @AroundInvoke
    Object tellAfterCommit(InvocationContext invocation) throws Exception {
        Object result = invocation.proceed();
        return result instanceof Uni<?> uni ? uni.onItem().invoke(this::tell) : result;
    }

    private void tell() {
        listeners.forEach(AfterCommit::committed);
    }
}
