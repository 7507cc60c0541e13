package com.estflux.privacy.metrics.analytics;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.metrics.anonymity.SmallGroups;
import com.estflux.privacy.metrics.config.MetricsConfig;
import com.estflux.privacy.platform.time.Tallinn;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;

/** Counts a day once it is over, forgets its views and the key of its visitors, and answers what was counted. */
@ApplicationScoped
class SummaryService {

    /** A request of the last second before midnight is stored by then. */
    private static final Duration AFTER_MIDNIGHT = Duration.ofHours(1);

    private final Pool pool;
    private final PageviewRepository pageviews;
    private final SmallGroups groups;
    private final Clock clock;

    SummaryService(Pool pool, PageviewRepository pageviews, MetricsConfig config, Clock clock) {
        this.pool = pool;
        this.pageviews = pageviews;
        this.groups = new SmallGroups(config.minimumGroup());
        this.clock = clock;
    }

    @Scheduled(every = "15m", concurrentExecution = SKIP, identity = "web-analytics")
    Uni<Void> countScheduled() {
        return count(LocalDate.ofInstant(clock.instant().minus(AFTER_MIDNIGHT), Tallinn.ZONE));
    }

    /** Counts every day before this one, each in a transaction. */
    Uni<Void> count(LocalDate before) {
        return pool.withTransaction(transaction -> pageviews
                        .uncounted(transaction, before)
                        .chain(days -> days.isEmpty()
                                ? Uni.createFrom().item(false)
                                : count(transaction, days.get(0)).replaceWith(true)))
                .chain(more -> more ? count(before) : Uni.createFrom().voidItem());
    }

    private Uni<Void> count(SqlClient transaction, LocalDate day) {
        return Multi.createFrom()
                .items(Dimension.values())
                .onItem()
                .transformToUniAndConcatenate(dimension -> count(transaction, day, dimension))
                .collect()
                .last()
                .chain(() -> pageviews.forget(transaction, day));
    }

    private Uni<Void> count(SqlClient transaction, LocalDate day, Dimension dimension) {
        return pageviews
                .groups(transaction, day, dimension)
                .map(groups::largeEnough)
                .chain(large -> pageviews
                        .others(transaction, day, dimension, large)
                        .map(others -> groups.shown(large, others.views() > 0, others.visitors())))
                .chain(shown -> pageviews.keep(transaction, day, dimension, shown, groups.minimum()));
    }

    /** What was counted on these days. */
    Uni<Summary> summary(LocalDate from, LocalDate to) {
        return pageviews.summary(from, to, Dimension.ALL).chain(days -> pageviews
                .summary(from, to, Dimension.PAGE)
                .chain(pages -> pageviews.summary(from, to, Dimension.REFERRER).chain(referrers -> pageviews
                        .summary(from, to, Dimension.BROWSER)
                        .chain(browsers -> pageviews
                                .summary(from, to, Dimension.OS)
                                .map(systems -> new Summary(
                                        from, to, groups.minimum(), days, pages, referrers, browsers, systems))))));
    }
}
