package com.estflux.privacy.consent.consent;

import com.estflux.privacy.consent.ConsentConfig;
import com.estflux.privacy.consent.grouping.Groups;
import com.estflux.privacy.platform.paging.Page;
import com.estflux.privacy.platform.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Records consents, refusals and withdrawals, and tells what is on record. */
@ApplicationScoped
public class ConsentService {

    private static final String STATISTICS_PURPOSE = "web-analytics";

    private final ConsentHistory history;
    private final Groups<Asked, Result> groups;

    ConsentService(ConsentWriter writer, ConsentHistory history, Vertx vertx, ConsentConfig config) {
        this.history = history;
        this.groups = new Groups<>(vertx, Groups.Size.of(config.writes()), writer::write);
    }

    /** Records a decision; durable, and binding on every decision from then on, when it completes. */
    Uni<Consent> record(Asked asked) {
        return groups.submit(asked).map(result -> {
            if (result.consent() == null) {
                throw Objects.requireNonNull(result.problem());
            }
            return result.consent();
        });
    }

    /**
     * A person's choice about statistics, brought along by the visitor they were (PF-8.2).
     *
     * @param subjectId the person
     * @param granted whether statistics may be counted
     * @param noticeVersion version of the notice they were shown
     * @param language its language
     * @param madeAt when they chose
     */
    public record StatisticsChoice(
            UUID subjectId, boolean granted, int noticeVersion, String language, Instant madeAt) {}

    /**
     * Records a choice about statistics, with the time it was made: which of several is the most recent must not depend
     * on when they were brought along.
     */
    public Uni<Consent> recordChoice(StatisticsChoice choice, String actor) {
        ConsentRequest request = new ConsentRequest(
                choice.granted() ? Choice.GRANTED : Choice.REFUSED,
                choice.noticeVersion(),
                choice.language(),
                "website");
        return record(new Asked(
                choice.subjectId(),
                STATISTICS_PURPOSE,
                request,
                actor,
                Precondition.NONE,
                Asked.STATISTICS,
                null,
                new Asked.Occasion(choice.madeAt(), false)));
    }

    /** Where a person's choice about statistics stands. */
    public Uni<Optional<Consent>> statisticsChoice(UUID subjectId) {
        return current(subjectId, STATISTICS_PURPOSE);
    }

    Uni<List<Consent>> current(UUID subjectId) {
        return history.current(subjectId);
    }

    Uni<Optional<Consent>> current(UUID subjectId, String purpose) {
        return history.current(subjectId, purpose);
    }

    Uni<Page<Consent>> history(UUID subjectId, PageRequest page) {
        return history.history(subjectId, page);
    }
}
