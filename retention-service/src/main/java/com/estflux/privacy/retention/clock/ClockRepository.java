package com.estflux.privacy.retention.clock;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ClockRepository implements PanacheRepositoryBase<ClockEntity, UUID> {

    /**
     * Due, in force by the rule it was reckoned with, held by nothing, and not of a subject an erasure is running for:
     * its receipts would no longer agree with what the stores hold.
     */
    private static final String DUE = """
            SELECT c.* FROM clock c
            WHERE c.disposal_id IS NULL AND c.disposable_from <= :today
              AND NOT EXISTS (
                  SELECT 1 FROM legal_hold h
                  WHERE h.released_at IS NULL
                    AND (h.subject_id IS NULL OR h.subject_id = c.subject_id)
                    AND (h.category IS NULL OR h.category = c.category)
                    AND (cardinality(h.record_ids) = 0 OR c.record_id = ANY (h.record_ids)))
              AND NOT EXISTS (
                  SELECT 1 FROM plan p WHERE p.subject_id = c.subject_id AND p.status = 'EXECUTING')
            ORDER BY c.subject_id, c.category, c.clock_id
            LIMIT :most
            FOR UPDATE OF c SKIP LOCKED
            """;

    private static final String OUTDATED = """
            SELECT * FROM clock
            WHERE category = :category AND rule_reference <> :rule AND disposal_id IS NULL AND erased_on IS NULL
            ORDER BY clock_id
            LIMIT :most
            FOR UPDATE SKIP LOCKED
            """;

    /** The clocks of a subject; they stay as they are until the current transaction ends. */
    Uni<List<ClockEntity>> ofSubject(UUID subjectId) {
        return find("subjectId = ?1 order by clockId", subjectId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** The clocks of a disposal; they stay as they are until the current transaction ends. */
    Uni<List<ClockEntity>> ofDisposal(UUID disposalId) {
        return find("disposalId = ?1 order by clockId", disposalId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** Clocks that are due and may be disposed of; nobody else claims them before the current transaction ends. */
    Uni<List<ClockEntity>> claimDue(LocalDate today, int most) {
        return Panache.getSession().chain(session -> session.createNativeQuery(DUE, ClockEntity.class)
                .setParameter("today", today)
                .setParameter("most", most)
                .getResultList());
    }

    /** Clocks whose end was reckoned with another version than the one in force. */
    Uni<List<ClockEntity>> claimOutdated(String category, String rule, int most) {
        return Panache.getSession().chain(session -> session.createNativeQuery(OUTDATED, ClockEntity.class)
                .setParameter("category", category)
                .setParameter("rule", rule)
                .setParameter("most", most)
                .getResultList());
    }

    /** The invoices of these subjects that are in dispute. */
    Uni<Set<String>> disputedInvoices(Collection<UUID> subjectIds) {
        return list("kind = ?1 and closedAt is null and subjectId in ?2", ClockKind.DISPUTE, subjectIds)
                .map(disputes -> {
                    Set<String> invoices = new HashSet<>();
                    disputes.forEach(dispute -> invoices.add(dispute.invoiceId()));
                    return invoices;
                });
    }

    /** A page of clocks, in the order of their ids; one more than the limit if there are that many. */
    Uni<List<ClockEntity>> page(Filter filter, @Nullable UUID after, int limit) {
        StringBuilder where = new StringBuilder("1 = 1");
        Map<String, Object> parameters = new HashMap<>();
        narrow(where, parameters, "subjectId", filter.subjectId());
        narrow(where, parameters, "category", filter.category());
        if (filter.status() != null) {
            where.append(
                    switch (filter.status()) {
                        case OPEN -> " and disposalId is null and disposableFrom is null";
                        case RUNNING -> " and disposalId is null and disposableFrom is not null";
                        case DISPOSING -> " and disposalId is not null";
                    });
        }
        if (after != null) {
            where.append(" and clockId > :after");
            parameters.put("after", after);
        }
        return find(where + " order by clockId", parameters).range(0, limit).list();
    }

    private static void narrow(
            StringBuilder where, Map<String, Object> parameters, String field, @Nullable Object value) {
        if (value != null) {
            where.append(" and ").append(field).append(" = :").append(field);
            parameters.put(field, value);
        }
    }

    /** What a list of clocks is narrowed to; null for what it is not. */
    record Filter(
            @Nullable UUID subjectId,
            @Nullable String category,
            @Nullable ClockStatus status) {}
}
