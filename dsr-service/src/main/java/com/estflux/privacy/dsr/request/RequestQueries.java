package com.estflux.privacy.dsr.request;

import com.estflux.privacy.contracts.CanonicalUuid;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.paging.Page;
import com.estflux.privacy.platform.paging.PageRequest;
import com.estflux.privacy.platform.problem.Problems;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reading requests. */
@ApplicationScoped
class RequestQueries {

    private final RequestRepository requests;
    private final AuditLog audit;
    private final Pool pool;

    RequestQueries(RequestRepository requests, AuditLog audit, Pool pool) {
        this.requests = requests;
        this.audit = audit;
        this.pool = pool;
    }

    @WithTransaction
    Uni<Optional<UUID>> subjectOf(UUID requestId) {
        return requests.findById(requestId)
                .map(found -> Optional.ofNullable(found).map(RequestEntity::subjectId));
    }

    /** Staff who look into a case leave a trace; a person reading their own does not. */
    @WithTransaction
    Uni<RequestView> read(UUID requestId, Actor reader) {
        return requests.findById(requestId)
                .onItem()
                .ifNull()
                .failWith(Problems::notFound)
                .call(request -> reader.kind().equals("staff")
                        ? audit.record(AuditEntry.of("request.read", reader.name(), AuditOutcome.DONE)
                                .about(request.subjectId())
                                .object("request", requestId.toString()))
                        : Uni.createFrom().voidItem())
                .map(RequestView::of);
    }

    /**
     * Requests, newest first.
     *
     * @param subjectId whose; null for everyone's
     */
    @WithTransaction
    Uni<Page<RequestView>> list(@Nullable UUID subjectId, PageRequest page) {
        Optional<UUID> before = page.after().map(RequestQueries::requestId);
        return requests.newestFirst(subjectId, before, page.limit() + 1)
                .map(rows -> Page.of(rows.stream().map(RequestView::of).toList(), page, view -> view.requestId()
                        .toString()));
    }

    /** Puts on record, in a transaction of the driver's, whose requests a member of staff saw in a list. */
    Uni<Void> listed(Page<RequestView> shown, Actor reader) {
        List<AuditEntry> entries = shown.items().stream()
                .map(request -> AuditEntry.of("request.list", reader.name(), AuditOutcome.DONE)
                        .about(request.subjectId())
                        .object("request", request.requestId().toString()))
                .toList();
        return entries.isEmpty() ? Uni.createFrom().voidItem() : audit.recordAll(pool, entries);
    }

    private static UUID requestId(String cursor) {
        try {
            return CanonicalUuid.parse(cursor);
        } catch (IllegalArgumentException e) {
            throw PageRequest.invalidCursor();
        }
    }
}
