package com.estflux.privacy.dsr.mail;

import com.estflux.privacy.dsr.request.Actor;
import com.estflux.privacy.dsr.request.RequestService;
import com.estflux.privacy.dsr.request.RequestView;
import com.estflux.privacy.platform.problem.Problems;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** What an officer can do about letters. */
@ApplicationScoped
class LetterService {

    private final MailRepository mails;
    private final RequestService requests;
    private final Clock clock;

    LetterService(MailRepository mails, RequestService requests, Clock clock) {
        this.mails = mails;
        this.requests = requests;
        this.clock = clock;
    }

    /** Begins anew with letters about a request that were given up; fails with 409 if there are none. */
    @WithTransaction
    Uni<RequestView> retry(UUID requestId, Actor officer) {
        return requests.lock(requestId)
                .call(() -> mails.resume(requestId, clock.instant()).invoke(resumed -> {
                    if (resumed == 0) {
                        throw Problems.conflict(
                                "no-letter-given-up", "No letter about this request was given up", "nothing to do");
                    }
                }))
                .call(request -> requests.note(request, "letter-retried", officer, null))
                .map(RequestView::of);
    }
}
