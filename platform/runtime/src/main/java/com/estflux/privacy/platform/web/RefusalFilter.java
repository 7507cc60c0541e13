package com.estflux.privacy.platform.web;

import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.audit.RefusalLog;
import com.estflux.privacy.platform.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;
import org.jspecify.annotations.Nullable;

/**
 * Puts every refused request on record: who, which operation, about whom, why; nothing else of what was sent. What is
 * answered it hands on to {@link StaffReads}.
 */
class RefusalFilter {

    private static final int FIRST_NOT_SUCCESSFUL = 300;

    private final RefusalLog refusals;
    private final StaffReads reads;
    private final Caller caller;

    RefusalFilter(RefusalLog refusals, StaffReads reads, Caller caller) {
        this.refusals = refusals;
        this.reads = reads;
        this.caller = caller;
    }

    @ServerResponseFilter
    Uni<Void> record(
            ContainerRequestContext request, ContainerResponseContext response, @Nullable SimpleResourceInfo resource) {
        return switch (response.getStatus()) {
            case 401 -> refusals.record(refusal(request, resource, "anonymous").because("unauthenticated"));
            case 403 ->
                refusals.record(refusal(request, resource, caller.actor()).because("forbidden"));
            default ->
                response.getStatus() < FIRST_NOT_SUCCESSFUL
                        ? reads.record(request, operation(resource))
                        : Uni.createFrom().voidItem();
        };
    }

    private static AuditEntry refusal(
            ContainerRequestContext request, @Nullable SimpleResourceInfo resource, String actor) {
        AuditEntry refusal = AuditEntry.of("request." + request.getMethod(), actor, AuditOutcome.REFUSED)
                .object("operation", operation(resource));
        return StaffReads.subject(request).map(refusal::about).orElse(refusal);
    }

    private static String operation(@Nullable SimpleResourceInfo resource) {
        return resource == null || resource.getResourceClass() == null
                ? "unknown"
                : resource.getResourceClass().getSimpleName() + "." + resource.getMethodName();
    }
}
