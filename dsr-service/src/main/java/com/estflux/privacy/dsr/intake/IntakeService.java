package com.estflux.privacy.dsr.intake;

import com.estflux.privacy.dsr.directory.OnFile;
import com.estflux.privacy.dsr.identity.IdentityService;
import com.estflux.privacy.dsr.request.NewRequest;
import com.estflux.privacy.dsr.request.RequestService;
import com.estflux.privacy.dsr.request.RequestView;
import com.estflux.privacy.platform.idempotency.IdempotentRequests;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Opens requests. */
@ApplicationScoped
class IntakeService {

    private final RequestService requests;
    private final IdentityService identities;
    private final IdempotentRequests idempotent;

    IntakeService(RequestService requests, IdentityService identities, IdempotentRequests idempotent) {
        this.requests = requests;
        this.identities = identities;
        this.idempotent = idempotent;
    }

    /**
     * Opens a request and begins with the proof of identity.
     *
     * @param once what a repetition is recognised by
     * @param opened what to open
     * @param freshLogin whether the person's login already proves who they are
     * @param onFile the address the account system has on file, where a code may go
     */
    @WithTransaction
    Uni<RequestView> open(IdempotentRequests.Request once, NewRequest opened, boolean freshLogin, OnFile onFile) {
        return idempotent.once(once, RequestView.class, () -> requests.open(opened)
                .chain(request -> identities.begin(request, freshLogin, onFile, opened.requester()))
                .map(RequestView::of));
    }
}
