package com.estflux.privacy.retention.locking;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Locks that end with the current transaction. Whoever needs several takes them in this order, so that nobody waits in a
 * circle: suppression list, holds, subject, rows.
 */
@ApplicationScoped
public class Locks {

    private static final String HOLDS = "holds";

    /** No hold is placed or released before this transaction ends; those in force can be relied on until then. */
    public Uni<Void> againstNewHolds() {
        return lock("pg_advisory_xact_lock_shared", HOLDS);
    }

    /** Waits for those who rely on the holds in force, and keeps others from doing so. */
    public Uni<Void> toChangeHolds() {
        return lock("pg_advisory_xact_lock", HOLDS);
    }

    /** Nobody else changes this subject's clocks or plans before this transaction ends. */
    public Uni<Void> ofSubject(UUID subjectId) {
        return lock("pg_advisory_xact_lock", "subject:" + subjectId);
    }

    /** Nobody else adds a version of this category's rule before this transaction ends. */
    public Uni<Void> ofRule(String category) {
        return lock("pg_advisory_xact_lock", "rule:" + category);
    }

    private static Uni<Void> lock(String function, String name) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "SELECT count(" + function + "(hashtextextended(cast(:name AS text), 17)))", Long.class)
                        .setParameter("name", name)
                        .getSingleResult())
                .replaceWithVoid();
    }
}
