package com.estflux.privacy.dsr.request;

import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.security.SubjectAccess;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Who may reach a request. */
@ApplicationScoped
public class RequestAccess {

    private final RequestQueries requests;
    private final SubjectAccess access;

    RequestAccess(RequestQueries requests, SubjectAccess access) {
        this.requests = requests;
        this.access = access;
    }

    /**
     * Completes if the request is the caller's own, or the caller has one of these roles. What is another's and what
     * does not exist look the same: 404. It opens no transaction that outlives it; call it before the use case's own.
     */
    public Uni<Void> require(UUID requestId, String... otherRoles) {
        return subjectOf(requestId).chain(subject -> access.require(subject, otherRoles));
    }

    /** Whose data a request is about; fails with 404 if it does not exist. */
    public Uni<UUID> subjectOf(UUID requestId) {
        return requests.subjectOf(requestId).map(subject -> subject.orElseThrow(Problems::notFound));
    }
}
