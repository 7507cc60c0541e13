package com.estflux.privacy.consent.visitor;

import com.estflux.privacy.consent.consent.Consent;
import com.estflux.privacy.consent.consent.ConsentService;
import com.estflux.privacy.consent.consent.ConsentService.StatisticsChoice;
import com.estflux.privacy.contracts.consent.ConsentState;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import com.estflux.privacy.platform.problem.Problems;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps what visitors choose and what their browsers signal. */
@ApplicationScoped
class VisitorService {

    private static final ProblemType NECESSARY =
            new ProblemType("necessary-cookies", 422, "Strictly necessary cookies cannot be refused");

    private final VisitorRepository visitors;
    private final ConsentService consents;
    private final Clock clock;

    VisitorService(VisitorRepository visitors, ConsentService consents, Clock clock) {
        this.visitors = visitors;
        this.consents = consents;
        this.clock = clock;
    }

    /**
     * What a request tells besides its body.
     *
     * @param signal {@code gpc} or {@code dnt} if the browser signals an opt-out, null if not
     * @param network the truncated address; null if unknown
     */
    record Circumstances(@Nullable String signal, @Nullable String network) {}

    /** Records an explicit choice. */
    @WithTransaction
    Uni<VisitorState> choose(UUID visitorId, ChoiceRequest request, Circumstances circumstances) {
        if (request.necessary() == VisitorChoice.REFUSED) {
            throw new ProblemException(NECESSARY, "they carry the session of the control panel (PF-8.1)");
        }
        return visitors.noticeHash(request.noticeVersion(), request.language())
                .invoke(hash -> {
                    if (hash == null) {
                        throw Problems.badRequest(
                                "unknown-notice", "There is no such notice", "see /v1/banner for the current one");
                    }
                })
                .call(() -> visitors.currentNotice().invoke(current -> requireCurrent(request, current)))
                .chain(hash -> visitors.known(visitorId, now())
                        .map(visitor -> choose(visitor, request, Objects.requireNonNull(hash), circumstances)));
    }

    /** An opt-out counts whatever notice was shown. */
    private static void requireCurrent(ChoiceRequest request, int current) {
        if (request.analytics() == VisitorChoice.GRANTED && request.noticeVersion() != current) {
            throw Problems.conflict(
                            "stale-notice", "The notice shown is not the current one", "see /v1/banner and ask again")
                    .with("currentVersion", current);
        }
    }

    private VisitorState choose(
            VisitorEntity visitor, ChoiceRequest request, String noticeHash, Circumstances circumstances) {
        signal(visitor, circumstances);
        visitor.choice = request.analytics() == VisitorChoice.GRANTED ? "granted" : "refused";
        visitor.chosenAt = now();
        visitor.noticeVersion = request.noticeVersion();
        visitor.noticeHash = noticeHash;
        visitor.language = request.language();
        return VisitorState.of(visitor.visitorId, visitor.preference(), visitor.signal);
    }

    /** What holds for a visitor; a signal that is seen for the first time is remembered. */
    @WithTransaction
    Uni<VisitorState> state(UUID visitorId, Circumstances circumstances) {
        if (circumstances.signal() == null) {
            return visitors.findById(visitorId)
                    .map(visitor -> visitor == null
                            ? VisitorState.of(visitorId, Preference.NONE, null)
                            : VisitorState.of(visitorId, visitor.preference(), visitor.signal));
        }
        return visitors.known(visitorId, now()).map(visitor -> {
            signal(visitor, circumstances);
            return VisitorState.of(visitorId, visitor.preference(), visitor.signal);
        });
    }

    private void signal(VisitorEntity visitor, Circumstances circumstances) {
        visitor.seenAt = now();
        visitor.network = circumstances.network();
        if (visitor.signal == null && circumstances.signal() != null) {
            visitor.signal = circumstances.signal();
            visitor.signalledAt = visitor.seenAt;
        }
    }

    /**
     * A visitor turned out to be a person. The merge is recorded first and the link after it: repeated after a crash in
     * between, it finds nothing to change and links.
     *
     * @throws ProblemException 409 if the visitor is linked to another person
     */
    Uni<Linked> link(UUID visitorId, UUID subjectId, String actor) {
        return preference(visitorId, subjectId)
                .chain(visitor -> merge(subjectId, visitor, actor)
                        .onFailure(VisitorService::isLate)
                        .recoverWithUni(() -> merge(subjectId, visitor, actor)))
                .call(() -> markLinked(visitorId, subjectId));
    }

    /** The person decided meanwhile: what holds now has to be looked at again. */
    private static boolean isLate(Throwable failure) {
        return failure instanceof ProblemException problem
                && problem.type().slug().equals("later-decision-on-record");
    }

    private Uni<Linked> merge(UUID subjectId, Shown visitor, String actor) {
        return consents.statisticsChoice(subjectId)
                .chain(standing -> merge(subjectId, visitor, standing.orElse(null), actor));
    }

    private Uni<Linked> merge(UUID subjectId, Shown visitor, @Nullable Consent standing, String actor) {
        Preference person = standing == null
                ? Preference.NONE
                : Preference.chosen(
                        standing.state() == ConsentState.GRANTED ? VisitorChoice.GRANTED : VisitorChoice.REFUSED,
                        standing.decidedAt());
        return VisitorRules.merge(person, visitor.preference())
                .map(choice -> consents.recordChoice(
                                new StatisticsChoice(
                                        subjectId,
                                        choice == VisitorChoice.GRANTED,
                                        visitor.noticeVersion(),
                                        visitor.language(),
                                        visitor.preference().decidedAt()),
                                actor)
                        .map(consent -> new Linked(name(choice), choice != person.choice())))
                .orElseGet(() -> Uni.createFrom()
                        .item(new Linked(person.choice() == null ? "unset" : name(person.choice()), false)));
    }

    /**
     * The result of a link.
     *
     * @param analytics what holds for the person now
     * @param changed whether the visitor's choice changed it
     */
    record Linked(String analytics, boolean changed) {}

    private record Shown(Preference preference, int noticeVersion, String language) {}

    private static String name(VisitorChoice choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private Uni<Shown> preference(UUID visitorId, UUID subjectId) {
        return Panache.withSession(() -> visitors.findById(visitorId)).map(visitor -> {
            if (visitor == null) {
                return new Shown(Preference.NONE, 1, "en");
            }
            if (visitor.subjectId != null && !visitor.subjectId.equals(subjectId)) {
                throw Problems.conflict("visitor-linked", "The visitor is somebody else", "use a fresh visitor id");
            }
            return new Shown(
                    visitor.preference(),
                    Objects.requireNonNullElse(visitor.noticeVersion, 1),
                    Objects.requireNonNullElse(visitor.language, "en"));
        });
    }

    private Uni<Void> markLinked(UUID visitorId, UUID subjectId) {
        return Panache.withTransaction(() -> visitors.known(visitorId, now()))
                .replaceWithVoid()
                .chain(() -> Panache.withTransaction(() -> visitors.update(
                        "subjectId = ?1, linkedAt = ?2 where visitorId = ?3 and (subjectId is null or subjectId = ?1)",
                        subjectId,
                        now(),
                        visitorId)))
                .replaceWithVoid();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
