package com.estflux.privacy.dsr.identity;

import com.estflux.privacy.dsr.closing.Letters;
import com.estflux.privacy.dsr.config.DsrConfig;
import com.estflux.privacy.dsr.directory.OnFile;
import com.estflux.privacy.dsr.fanout.FanoutService;
import com.estflux.privacy.dsr.mail.MailQueue;
import com.estflux.privacy.dsr.plan.PlanService;
import com.estflux.privacy.dsr.request.Actor;
import com.estflux.privacy.dsr.request.IdentityProof;
import com.estflux.privacy.dsr.request.RequestEntity;
import com.estflux.privacy.dsr.request.RequestService;
import com.estflux.privacy.dsr.request.RequestView;
import com.estflux.privacy.dsr.request.Step;
import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import com.estflux.privacy.platform.problem.Problems;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** Sees to it that nothing is done to anybody's data before the request is known to be theirs. */
@ApplicationScoped
public class IdentityService {

    private static final ProblemType DIRECTORY_UNAVAILABLE =
            new ProblemType("account-directory-unavailable", 503, "The account system does not answer");

    private final IdentityRepository checks;
    private final RequestService requests;
    private final PlanService plans;
    private final FanoutService fanout;
    private final MailQueue mail;
    private final Pseudonyms pseudonyms;
    private final DsrConfig.Identity config;
    private final Clock clock;

    IdentityService(
            IdentityRepository checks,
            RequestService requests,
            PlanService plans,
            FanoutService fanout,
            MailQueue mail,
            Pseudonyms pseudonyms,
            DsrConfig config,
            Clock clock) {
        this.checks = checks;
        this.requests = requests;
        this.plans = plans;
        this.fanout = fanout;
        this.mail = mail;
        this.pseudonyms = pseudonyms;
        this.config = config.identity();
        this.clock = clock;
    }

    /** Whether a login at this time still proves who the person is. */
    public boolean isFresh(Optional<Instant> authenticatedAt) {
        Instant oldest = clock.instant().minus(config.freshLogin());
        return authenticatedAt.filter(at -> at.isAfter(oldest)).isPresent();
    }

    /** Begins the check of a request just opened, in the current transaction. */
    public Uni<RequestEntity> begin(RequestEntity request, boolean freshLogin, OnFile onFile, Actor actor) {
        IdentityEntity check = new IdentityEntity(request.requestId());
        return checks.persist(check)
                .chain(() -> freshLogin
                        ? verified(request, check, "fresh-login", actor)
                        : requests.take(request, Step.ASK_IDENTITY, actor, null)
                                .call(() -> sendCode(request, check, onFile)));
    }

    /** What came of a code. */
    sealed interface Attempt {}

    record Accepted(RequestView request) implements Attempt {}

    record Refused() implements Attempt {}

    /** Tries a code; a refused try is used up, so it must commit. */
    @WithTransaction
    Uni<Attempt> tryCode(UUID requestId, String code, Actor actor) {
        return requests.lock(requestId)
                .invoke(request -> requests.refuseOpener(request, actor))
                .call(request -> requests.requireStep(request, Step.ASK_PLAN))
                .chain(request -> checks.findById(requestId).chain(check -> {
                    if (!check.accepts(hash(requestId, OneTimeCode.normalise(code)), now())) {
                        return requests.note(request, "identity-code-refused", actor, null)
                                .replaceWith(new Refused());
                    }
                    return verified(request, check, "code", actor).map(proven -> new Accepted(RequestView.of(proven)));
                }));
    }

    /** Verifies by what an officer saw, or by a login of the person that is fresh now. */
    @WithTransaction
    Uni<RequestView> confirm(UUID requestId, String method, Actor actor) {
        return requests.lock(requestId)
                .invoke(request -> {
                    if (!method.equals(IdentityResource.FRESH_LOGIN)) {
                        requests.refuseOwn(request, actor);
                    }
                })
                .chain(request -> checks.findById(requestId).chain(check -> verified(request, check, method, actor)))
                .map(RequestView::of);
    }

    /** Sends a new code to the address on file; the earlier one is void. */
    @WithTransaction
    Uni<RequestView> renewCode(UUID requestId, OnFile onFile) {
        return requests.lock(requestId)
                .call(request -> requests.requireStep(request, Step.ASK_PLAN))
                .call(request -> checks.findById(requestId).chain(check -> {
                    if (check.codesSent() >= config.codesPerCase()) {
                        throw Problems.conflict(
                                "too-many-codes", "No more codes for this request", "let an officer verify identity");
                    }
                    requireAddress(onFile);
                    return sendCode(request, check, onFile);
                }))
                .map(RequestView::of);
    }

    private static void requireAddress(OnFile onFile) {
        if (onFile instanceof OnFile.Unavailable) {
            throw new ProblemException(DIRECTORY_UNAVAILABLE, "try again later, or let an officer verify identity");
        }
        if (onFile instanceof OnFile.None) {
            throw Problems.conflict(
                    "no-address-on-file", "The account system has no address", "let an officer verify identity");
        }
    }

    /** A code goes to the address on file and nowhere else; letters follow it there. */
    private Uni<Void> sendCode(RequestEntity request, IdentityEntity check, OnFile onFile) {
        Optional<String> address = onFile.known();
        if (address.isEmpty()) {
            boolean unknown = onFile instanceof OnFile.None;
            return requests.note(
                    request, "no-code-sent", Actor.SYSTEM, unknown ? "no-address-on-file" : "directory-unavailable");
        }
        requests.reachAt(request, address.get());
        String code = OneTimeCode.next();
        check.codeSent(hash(request.requestId(), code), now().plus(config.codeValidity()), config.codeTries());
        var letter = Letters.in(request.language()).identityCode(address.get(), code, config.codeValidity());
        return mail.enqueue(request.requestId(), letter)
                .chain(() -> requests.note(request, "identity-code-issued", Actor.SYSTEM, null));
    }

    private Uni<RequestEntity> verified(RequestEntity request, IdentityEntity check, String method, Actor actor) {
        check.verified(method, now());
        requests.proved(request, new IdentityProof(method, now(), actedBy(request, actor)));
        return requests.requireStep(request, Step.ASK_PLAN)
                .chain(() -> requests.note(request, "identity-verified", actor, method))
                .chain(() -> mail.drop(request.requestId(), Letters.IDENTITY_CODE))
                .chain(() -> switch (request.right()) {
                    case ERASURE -> plans.ask(request);
                    case RESTRICTION ->
                        request.openedBySubject()
                                ? fanout.restrict(request)
                                : requests.take(request, Step.HAND_TO_OFFICER, Actor.SYSTEM, "opened-by-staff");
                    default -> requests.take(request, Step.HAND_TO_OFFICER, Actor.SYSTEM, null);
                });
    }

    /** By whose case it is, not by roles: staff may be customers, too. */
    private String actedBy(RequestEntity request, Actor actor) {
        return requests.isAbout(request, actor) ? "person" : "staff";
    }

    private String hash(UUID requestId, String code) {
        return pseudonyms.of("identity-code " + requestId + " " + code);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
