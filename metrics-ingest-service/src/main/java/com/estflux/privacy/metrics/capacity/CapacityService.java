package com.estflux.privacy.metrics.capacity;

import com.estflux.privacy.contracts.consent.ObjectionChanged;
import com.estflux.privacy.contracts.consent.ObjectionState;
import com.estflux.privacy.metrics.anonymity.SmallGroups;
import com.estflux.privacy.metrics.assignment.AssignmentService;
import com.estflux.privacy.metrics.capacity.CapacityRepository.By;
import com.estflux.privacy.metrics.config.MetricsConfig;
import com.estflux.privacy.metrics.usage.RollUps;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.store.Suppression;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Answers how much is used where, in figures that describe nobody. */
@ApplicationScoped
class CapacityService {

    /** The purpose capacity planning is for; legitimate interests, so a customer may object (PF-3). */
    static final String PURPOSE = "service-improvement";

    private static final String PLACE = """
            INSERT INTO vps_placement (vps_no, host, plan, region) VALUES (:vpsNo, :host, :plan, :region)
            ON CONFLICT (vps_no) DO UPDATE SET host = excluded.host, plan = excluded.plan, region = excluded.region
            """;
    private static final String OBJECT = """
            INSERT INTO objecting_subject AS o (subject_id, revision, objects)
            VALUES (:subjectId, :revision, :objects)
            ON CONFLICT (subject_id) DO UPDATE SET revision = excluded.revision, objects = excluded.objects
            WHERE o.revision < excluded.revision
            """;

    private final Pool pool;
    private final CapacityRepository usage;
    private final AssignmentService assignments;
    private final RollUps rollUps;
    private final Suppression suppression;
    private final SmallGroups groups;

    CapacityService(
            Pool pool,
            CapacityRepository usage,
            AssignmentService assignments,
            RollUps rollUps,
            Suppression suppression,
            MetricsConfig config) {
        this.pool = pool;
        this.usage = usage;
        this.assignments = assignments;
        this.rollUps = rollUps;
        this.suppression = suppression;
        this.groups = new SmallGroups(config.minimumGroup());
    }

    /** Says where a VPS runs. */
    @WithTransaction
    Uni<Void> place(UUID vpsId, Placement placement) {
        return assignments
                .find(vpsId)
                .map(found -> found.orElseThrow(Problems::notFound))
                .chain(vps -> Panache.getSession()
                        .chain(session -> session.createNativeQuery(PLACE)
                                .setParameter("vpsNo", vps.vpsNo())
                                .setParameter("host", placement.host())
                                .setParameter("plan", placement.plan())
                                .setParameter("region", placement.region())
                                .executeUpdate())
                        .replaceWithVoid());
    }

    /** Takes an objection in, in the current transaction. Raised or upheld, it counts; a raised one pends in favour. */
    Uni<Void> objection(ObjectionChanged event) {
        if (!event.purpose().equals(PURPOSE)) {
            return Uni.createFrom().voidItem();
        }
        boolean objects = event.state() == ObjectionState.RAISED || event.state() == ObjectionState.UPHELD;
        return suppression.excludes(event.subjectId(), event.changedAt()).chain(erased -> {
            if (erased) {
                suppression.countDropped("objections", 1);
                return Uni.createFrom().voidItem();
            }
            return Panache.getSession().chain(session -> session.createNativeQuery(OBJECT)
                    .setParameter("subjectId", event.subjectId())
                    .setParameter("revision", event.revision())
                    .setParameter("objects", objects)
                    .executeUpdate()
                    .replaceWithVoid());
        });
    }

    /** What was used on these days. */
    Uni<Capacity> capacity(By by, LocalDate from, LocalDate to) {
        return rollUps.settle()
                .chain(() -> pool.withTransaction(transaction -> transaction
                        .query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                        .execute()
                        .chain(() -> groups(transaction, by, from, to))))
                .map(found -> new Capacity(by.column(), from, to, groups.minimum(), found));
    }

    private Uni<List<Capacity.Group>> groups(SqlConnection transaction, By by, LocalDate from, LocalDate to) {
        return usage.people(transaction, by, from, to)
                .map(groups::largeEnough)
                .chain(large -> usage.others(transaction, by, from, to, large)
                        .map(others -> groups.shown(large, others > 0, others)))
                .chain(shown -> usage.figures(transaction, by, from, to, shown, groups.minimum()));
    }
}
