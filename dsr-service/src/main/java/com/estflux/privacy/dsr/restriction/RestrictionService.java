package com.estflux.privacy.dsr.restriction;

import com.estflux.privacy.contracts.rights.CaseStatus;
import com.estflux.privacy.contracts.rights.Right;
import com.estflux.privacy.dsr.fanout.FanoutService;
import com.estflux.privacy.dsr.request.Actor;
import com.estflux.privacy.dsr.request.RequestEntity;
import com.estflux.privacy.dsr.request.RequestService;
import com.estflux.privacy.dsr.request.RequestView;
import com.estflux.privacy.platform.problem.Problems;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** An officer's decision on a restriction that staff opened: theirs alone is not enough to stop a person's service. */
@ApplicationScoped
class RestrictionService {

    private final RequestService requests;
    private final FanoutService fanout;

    RestrictionService(RequestService requests, FanoutService fanout) {
        this.requests = requests;
        this.fanout = fanout;
    }

    /** Has every store restrict processing, as asked for. */
    @WithTransaction
    Uni<RequestView> approve(UUID requestId, Actor officer) {
        return requests.lock(requestId)
                .invoke(request -> {
                    requests.refuseOwn(request, officer);
                    requireWaiting(request);
                })
                .call(request -> requests.note(request, "restriction-approved", officer, null))
                .chain(fanout::restrict)
                .map(RequestView::of);
    }

    private static void requireWaiting(RequestEntity request) {
        boolean waits = request.right() == Right.RESTRICTION
                && request.status() == CaseStatus.RECEIVED
                && request.identityProof().isPresent();
        if (!waits) {
            throw Problems.conflict(
                    "no-restriction-waiting", "No restriction waits for a decision here", "look at the request again");
        }
    }
}
