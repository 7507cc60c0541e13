package com.estflux.privacy.metrics.admission;

import com.estflux.privacy.platform.problem.ProblemType;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Finds room for a request before its body is read, and after it is known who sends it. */
class AdmissionFilter {

    private static final ProblemType BUSY =
            new ProblemType("too-many-requests", 429, "Too much is being taken in at once");
    private static final ProblemType BUSY_FOR_PROMETHEUS =
            new ProblemType("temporarily-too-much", 503, "Too much is being taken in at once");
    private static final String PROMETHEUS = "X-Prometheus-Remote-Write-Version";
    private static final String RETRY_AFTER = "Retry-After";
    private static final String RETRY_AFTER_SECONDS = "1";

    private final Admission admission;
    private final long largestBody;

    AdmissionFilter(
            Admission admission, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largestBody) {
        this.admission = admission;
        this.largestBody = largestBody.asLongValue();
    }

    @ServerRequestFilter
    @Admitted
    void admit(RoutingContext request) {
        boolean prometheus = request.request().headers().contains(PROMETHEUS);
        Room.open(admission, prometheus ? BUSY_FOR_PROMETHEUS : BUSY, length(request))
                .attachTo(request);
    }

    @ServerResponseFilter
    void sayWhen(ContainerResponseContext response) {
        if (response.getStatus() == BUSY.status() || response.getStatus() == BUSY_FOR_PROMETHEUS.status()) {
            response.getHeaders().computeIfAbsent(RETRY_AFTER, unsaid -> new ArrayList<>(List.of(RETRY_AFTER_SECONDS)));
        }
    }

    /** A body that does not say how long it is may be as long as is accepted. */
    private long length(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? largestBody : Math.min(largestBody, Long.parseLong(length));
        } catch (NumberFormatException e) {
            return largestBody;
        }
    }
}
