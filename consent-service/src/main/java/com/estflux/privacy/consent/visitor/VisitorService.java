package com.estflux.privacy.consent.visitor;

import com.estflux.privacy.consent.consent.StatisticsChoices;
import com.estflux.privacy.consent.consent.StatisticsWill.Fact;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import com.estflux.privacy.platform.problem.Problems;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what visitors choose and what their browsers signal. What a visitor says who turned out to be a person is the
 * person's at once (ADR 28).
 */
@ApplicationScoped
class VisitorService {

    private static final ProblemType NECESSARY =
            new ProblemType("necessary-cookies", 422, "Strictly necessary cookies cannot be refused");
    private static final String VISITOR = "visitor";

    private final VisitorRepository visitors;
    private final VisitorNotices notices;
    private final StatisticsChoices statistics;
    private final Clock clock;

    VisitorService(VisitorRepository visitors, VisitorNotices notices, StatisticsChoices statistics, Clock clock) {
        this.visitors = visitors;
        this.notices = notices;
        this.statistics = statistics;
        this.clock = clock;
    }

    /**
     * What a request tells besides its body.
     *
     * @param signal {@code gpc} or {@code dnt} if the browser signals an opt-out, null if not
     * @param network the truncated address; null if unknown
     */
    record Circumstances(@Nullable String signal, @Nullable String network) {}

    /**
     * The result of a link.
     *
     * @param analytics what holds for the person now
     * @param changed whether the visitor's choice changed it
     */
    record Linked(String analytics, boolean changed) {}

    /** What a visitor is after a change, and whose visitor it is. */
    private record Changed(
            VisitorState state, List<Fact> facts, @Nullable UUID subjectId) {}

    /** Records an explicit choice. */
    Uni<VisitorState> choose(UUID visitorId, ChoiceRequest request, Circumstances circumstances) {
        if (request.necessary() == VisitorChoice.REFUSED) {
            throw new ProblemException(NECESSARY, "they carry the session of the control panel (PF-8.1)");
        }
        OffsetDateTime now = now();
        return notices.shown(request)
                .chain(shown -> change(visitorId, visitor -> {
                    signal(visitor, circumstances, now);
                    visitor.choice = request.analytics() == VisitorChoice.GRANTED ? "granted" : "refused";
                    visitor.chosenAt = now;
                    visitor.noticeVersion = shown.version();
                    visitor.noticeHash = shown.hash();
                    visitor.language = shown.language();
                }));
    }

    /** What holds for a visitor; a signal that is seen for the first time is remembered. */
    Uni<VisitorState> state(UUID visitorId, Circumstances circumstances) {
        return circumstances.signal() == null
                ? known(visitorId)
                : change(visitorId, visitor -> signal(visitor, circumstances, now()));
    }

    @WithSession
    Uni<VisitorState> known(UUID visitorId) {
        return visitors.findById(visitorId)
                .map(visitor -> visitor == null
                        ? VisitorState.of(visitorId, Preference.NONE, null)
                        : VisitorState.of(visitorId, visitor.preference(), visitor.signal));
    }

    private static void signal(VisitorEntity visitor, Circumstances circumstances, OffsetDateTime now) {
        visitor.seenAt = now;
        visitor.network = circumstances.network();
        if (visitor.signal == null && circumstances.signal() != null) {
            visitor.signal = circumstances.signal();
            visitor.signalledAt = now;
        }
    }

    /**
     * Changes a visitor, and hands what they said to the person they are, if that is known: before the change is kept, so
     * that nothing is kept of a linked visitor that does not count for the person; and after it, if the link came between.
     */
    private Uni<VisitorState> change(UUID visitorId, Consumer<VisitorEntity> change) {
        return Panache.withSession(() -> visitors.findById(visitorId))
                .chain(found -> {
                    if (found == null || found.subjectId == null) {
                        return Uni.createFrom().item(false);
                    }
                    change.accept(found);
                    return hand(found.subjectId, found.facts()).replaceWith(true);
                })
                .chain(handed -> Panache.withTransaction(
                                () -> visitors.known(visitorId, now()).map(visitor -> {
                                    change.accept(visitor);
                                    return new Changed(
                                            VisitorState.of(visitorId, visitor.preference(), visitor.signal),
                                            visitor.facts(),
                                            visitor.subjectId);
                                }))
                        .call(changed -> changed.subjectId() == null || handed
                                ? Uni.createFrom().voidItem()
                                : hand(changed.subjectId(), changed.facts())))
                .map(Changed::state);
    }

    private Uni<StatisticsChoices.Outcome> hand(UUID subjectId, List<Fact> facts) {
        return statistics.add(subjectId, facts, VISITOR);
    }

    /**
     * A visitor turned out to be a person. What they said is handed over first, the link is marked after it, and what they
     * said meanwhile is handed over then: repeated after a crash in between, it comes to the same.
     *
     * @throws ProblemException 409 if the visitor is linked to another person
     */
    Uni<Linked> link(UUID visitorId, UUID subjectId, String actor) {
        return Panache.withSession(() -> visitors.findById(visitorId))
                .map(visitor -> visitor == null
                        ? List.<Fact>of()
                        : own(visitor, subjectId).facts())
                .chain(facts -> statistics.add(subjectId, facts, actor))
                .chain(first -> markLinked(visitorId, subjectId)
                        .chain(facts -> statistics.add(subjectId, facts, actor))
                        .map(then -> linked(then.granted(), first.changed() || then.changed())));
    }

    private static Linked linked(@Nullable Boolean granted, boolean changed) {
        return new Linked(granted == null ? "unset" : granted ? "granted" : "refused", changed);
    }

    private static VisitorEntity own(VisitorEntity visitor, UUID subjectId) {
        if (visitor.subjectId != null && !visitor.subjectId.equals(subjectId)) {
            throw Problems.conflict("visitor-linked", "The visitor is somebody else", "use a fresh visitor id");
        }
        return visitor;
    }

    private Uni<List<Fact>> markLinked(UUID visitorId, UUID subjectId) {
        return Panache.withTransaction(() -> visitors.known(visitorId, now()).map(visitor -> {
            own(visitor, subjectId).subjectId = subjectId;
            if (visitor.linkedAt == null) {
                visitor.linkedAt = now();
            }
            return visitor.facts();
        }));
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
