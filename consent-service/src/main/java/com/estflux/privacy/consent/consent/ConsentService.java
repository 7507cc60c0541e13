package com.estflux.privacy.consent.consent;

import com.estflux.privacy.consent.ConsentConfig;
import com.estflux.privacy.consent.grouping.Groups;
import com.estflux.privacy.platform.paging.Page;
import com.estflux.privacy.platform.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Records consents, refusals and withdrawals, and tells what is on record. */
@ApplicationScoped
public class ConsentService {

    private final ConsentHistory history;
    private final Groups<Asked, Result> groups;
    private final StatisticsChoices statistics;

    ConsentService(
            ConsentWriter writer,
            ConsentHistory history,
            StatisticsChoices statistics,
            Vertx vertx,
            ConsentConfig config) {
        this.statistics = statistics;
        this.history = history;
        this.groups = new Groups<>(vertx, Groups.Size.of(config.writes()), writer::write);
    }

    /** Records a decision; durable, and binding on every decision from then on, when it completes. */
    Uni<Consent> record(Asked asked) {
        return asked.legalBasis().equals(Asked.STATISTICS)
                ? statistics.decide(asked)
                : groups.submit(asked).map(Result::orThrow);
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
