package com.estflux.privacy.dsr.request;

import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.rights.CaseChanged;
import com.estflux.privacy.contracts.rights.CaseClosed;
import com.estflux.privacy.contracts.rights.CaseOpened;
import com.estflux.privacy.contracts.rights.CaseStatus;
import com.estflux.privacy.dsr.deadline.Deadlines;
import com.estflux.privacy.dsr.deadline.HolidayCalendar;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.crypto.Encryption;
import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.messaging.Outbox;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import com.estflux.privacy.platform.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The life of a request: opened, moved step by step, concluded. Every method runs in the caller's transaction, and every
 * change is published, noted on the timeline and audited with it. Whoever changes a request locks it first.
 */
@ApplicationScoped
public class RequestService {

    private static final ProblemType OWN_CASE =
            new ProblemType("own-case", 403, "Nobody vouches for a case they opened, or decides on their own");

    private final RequestRepository requests;
    private final Timeline timeline;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Encryption encryption;
    private final Pseudonyms pseudonyms;
    private final Clock clock;

    RequestService(
            RequestRepository requests,
            Timeline timeline,
            Outbox outbox,
            AuditLog audit,
            Encryption encryption,
            Pseudonyms pseudonyms,
            Clock clock) {
        this.requests = requests;
        this.timeline = timeline;
        this.outbox = outbox;
        this.audit = audit;
        this.encryption = encryption;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /** Opens a request; its clock runs from its receipt. */
    public Uni<RequestEntity> open(NewRequest opened) {
        UUID requestId = EventMessage.newId();
        Deadlines deadlines = Deadlines.of(opened.receivedAt(), HolidayCalendar.estonia());
        byte @Nullable [] contact = opened.contact() == null ? null : seal(requestId, opened.contact());
        var request = new RequestEntity(requestId, opened, deadlines, contact);
        return requests.persist(request)
                .chain(() -> outbox.publish(new CaseOpened(
                        requestId, request.subjectId(), request.right(), request.receivedOn(), request.dueOn(), now())))
                .chain(() -> note(request, "received", opened.requester(), null))
                .replaceWith(request);
    }

    /**
     * Locks a request for this transaction.
     *
     * @return fails with 404 if it does not exist
     */
    public Uni<RequestEntity> lock(UUID requestId) {
        return requests.locked(requestId).map(found -> found.orElseThrow(Problems::notFound));
    }

    /**
     * Takes a step with a locked request.
     *
     * @param detail reason code, null if none
     * @return fails with 409 if the step is not possible where the request stands
     */
    public Uni<RequestEntity> take(RequestEntity request, Step step, Actor actor, @Nullable String detail) {
        Optional<CaseStatus> next = step.from(request.status());
        if (next.isEmpty()) {
            return Uni.createFrom().failure(notPossible(request.status()));
        }
        boolean moved = next.get() != request.status();
        Instant at = now();
        request.moveTo(next.get(), at);
        return note(request, code(step), actor, detail)
                .chain(() -> moved ? publish(request, at) : Uni.createFrom().voidItem())
                .replaceWith(request);
    }

    /** Whether a step is possible where a request stands; otherwise fails with 409. */
    public Uni<Void> requireStep(RequestEntity request, Step step) {
        return step.from(request.status()).isPresent()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().failure(notPossible(request.status()));
    }

    /** Records the code a request ends with and, sealed, what an officer wrote about it. */
    public void conclude(RequestEntity request, String code, @Nullable String note) {
        request.conclude(code, note == null ? null : seal(request.requestId(), note));
    }

    /** Moves the statutory date to three months from receipt (Art. 12(3)). */
    public Uni<RequestEntity> extend(RequestEntity request, String reason, Actor actor) {
        request.extend(Deadlines.extended(request.receivedOn(), HolidayCalendar.estonia()), reason);
        return note(request, "extended", actor, reason)
                .chain(() -> publish(request, now()))
                .replaceWith(request);
    }

    /** The mail address on file, while it is still kept. */
    public Optional<String> contact(RequestEntity request) {
        return Optional.ofNullable(request.contact()).map(secret -> unseal(request.requestId(), secret));
    }

    /** Whom the request reaches from now on: the address the account system has on file. */
    public void reachAt(RequestEntity request, String address) {
        request.reachAt(seal(request.requestId(), address));
    }

    /** Records how it was proved that the person asks. */
    public void proved(RequestEntity request, IdentityProof proof) {
        request.proved(proof);
    }

    /**
     * Nobody vouches for a request they opened for somebody else, nor decides on one about themselves.
     *
     * @throws ProblemException 403 if this is who did
     */
    public void refuseOwn(RequestEntity request, Actor actor) {
        refuseOpener(request, actor);
        if (isAbout(request, actor)) {
            throw new ProblemException(OWN_CASE, "let somebody else do this");
        }
    }

    /** Whether a request is about this person. */
    public boolean isAbout(RequestEntity request, Actor actor) {
        return pseudonyms.of(request.subjectId()).equals(actor.reference());
    }

    /**
     * Nobody proves somebody else's identity for a request they opened.
     *
     * @throws ProblemException 403 if this is who did
     */
    public void refuseOpener(RequestEntity request, Actor actor) {
        if (!request.openedBySubject() && request.requestedBy().equals(actor.reference())) {
            throw new ProblemException(OWN_CASE, "let the person or somebody else do this");
        }
    }

    /** Forgets the mail address. */
    public void forgetContact(RequestEntity request) {
        request.forgetContact();
    }

    /** Notes something on the timeline and in the audit log. */
    public Uni<Void> note(RequestEntity request, String event, Actor actor, @Nullable String detail) {
        AuditEntry entry = AuditEntry.of("request." + event, actor.name(), AuditOutcome.DONE)
                .about(request.subjectId())
                .object("request", request.requestId().toString());
        return timeline.note(request, event, actor, detail)
                .chain(() -> audit.record(detail == null ? entry : entry.because(detail)));
    }

    private Uni<Void> publish(RequestEntity request, Instant at) {
        return outbox.publish(
                Step.isFinal(request.status())
                        ? new CaseClosed(
                                request.requestId(), request.subjectId(), request.right(), request.status(), at)
                        : new CaseChanged(
                                request.requestId(),
                                request.subjectId(),
                                request.right(),
                                request.status(),
                                request.dueOn(),
                                at));
    }

    private static RuntimeException notPossible(CaseStatus status) {
        return Problems.conflict(
                "not-possible-now", "The request does not allow this where it stands", "it is " + code(status));
    }

    private static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private byte[] seal(UUID requestId, String text) {
        return encryption.encrypt(text.getBytes(StandardCharsets.UTF_8), context(requestId));
    }

    private String unseal(UUID requestId, byte[] secret) {
        return new String(encryption.decrypt(secret, context(requestId)), StandardCharsets.UTF_8);
    }

    private static String context(UUID requestId) {
        return "request " + requestId;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
