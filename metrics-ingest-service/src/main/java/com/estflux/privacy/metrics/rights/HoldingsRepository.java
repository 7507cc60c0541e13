package com.estflux.privacy.metrics.rights;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Everything held of one subject: what it is, and how it goes. In the current transaction. */
@ApplicationScoped
class HoldingsRepository {

    private static final String SETTLE = """
            SELECT cast(settle_usage_of(ARRAY(SELECT vps_no FROM vps WHERE subject_id = :subjectId)) AS text)
            """;
    private static final String SETTLE_ALONE = """
            SELECT cast(settle_usage_alone_of(ARRAY(SELECT vps_no FROM vps WHERE subject_id = :subjectId)) AS text)
            """;
    private static final String NUMBERS = "SELECT vps_no FROM vps WHERE subject_id = :subjectId";

    private static final String HELD = """
            SELECT cast(assignment_id AS text), true, false, false FROM ip_assignment WHERE subject_id = :subjectId
            UNION ALL
            SELECT v.vps_id || ':' || to_char(m.month, 'YYYY-MM'), false, v.traffic_held, v.resources_held
            FROM vps v
            JOIN usage_month m ON m.vps_no = v.vps_no
            WHERE v.subject_id = :subjectId
            """;

    private static final List<String> USAGE_TABLES = List.of("usage_hour", "usage_day", "usage_month");

    /** Which part of the usage a category is. */
    enum Part {
        /** PF-2.5. */
        TRAFFIC,
        /** PF-2.6. */
        RESOURCES
    }

    /** Brings the subject's roll-ups up to the samples, and keeps everyone from settling until the transaction ends. */
    Uni<Void> settle(UUID subjectId) {
        return call(SETTLE, subjectId);
    }

    /**
     * Likewise, and waits for those who are storing samples: nobody settles or stores before the transaction ends, and
     * what the roll-ups say then is all there is.
     */
    Uni<Void> settleAlone(UUID subjectId) {
        return call(SETTLE_ALONE, subjectId);
    }

    Uni<List<UUID>> vpsIds(UUID subjectId) {
        return Panache.getSession().chain(session -> session.createNativeQuery(
                        "SELECT vps_id FROM vps WHERE subject_id = :subjectId", UUID.class)
                .setParameter("subjectId", subjectId)
                .getResultList());
    }

    /** What is held, as record ids. */
    Uni<Held> held(UUID subjectId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(HELD, Object[].class)
                        .setParameter("subjectId", subjectId)
                        .getResultList())
                .map(rows -> new Held(records(rows, 1), records(rows, 2), records(rows, 3)));
    }

    /** Deletes samples, roll-ups and the VPS instances; month totals and closed periods stay as figures of nobody. */
    Uni<Void> eraseUsage(UUID subjectId) {
        return call("SELECT cast(erase_usage(:subjectId) AS text)", subjectId);
    }

    /** Blanks one part of the usage, where the other part must be kept. */
    Uni<Void> blank(UUID subjectId, Part part) {
        Uni<Void> done = run(
                "UPDATE usage_sample SET " + Blanks.ofSamples(part) + " WHERE vps_no IN (" + NUMBERS + ")", subjectId);
        for (String table : USAGE_TABLES) {
            String blanks = Blanks.ofRollUps(part, table.equals("usage_day"));
            done = done.chain(
                    () -> run("UPDATE " + table + " SET " + blanks + " WHERE vps_no IN (" + NUMBERS + ")", subjectId));
        }
        String flag = part == Part.TRAFFIC ? "traffic_held" : "resources_held";
        return done.chain(() -> run("UPDATE vps SET " + flag + " = false WHERE subject_id = :subjectId", subjectId));
    }

    Uni<Void> deleteAssignmentsExcept(UUID subjectId, Collection<String> kept) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("DELETE FROM ip_assignment WHERE subject_id = :subjectId"
                                + " AND NOT cast(assignment_id AS text) = ANY (cast(:kept AS text[]))")
                        .setParameter("subjectId", subjectId)
                        .setParameter("kept", kept.toArray(String[]::new))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** What was put on record about samples and assignments on their way in, restrictions and objections. */
    Uni<Void> deleteReports(UUID subjectId, Collection<UUID> vpsIds) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "SELECT cast(erase_reports(:subjectId, cast(cast(:vpsIds AS text[]) AS uuid[])) AS text)",
                                String.class)
                        .setParameter("subjectId", subjectId)
                        .setParameter(
                                "vpsIds", vpsIds.stream().map(UUID::toString).toArray(String[]::new))
                        .getSingleResult())
                .replaceWithVoid();
    }

    /** Marks the VPS instances that stay for what is retained: nothing more is stored of them. */
    Uni<Void> closeVps(UUID subjectId) {
        return run("UPDATE vps SET closed = true WHERE subject_id = :subjectId", subjectId);
    }

    /** Closed billing periods stay exact for whoever holds the invoice, and of nobody for everyone else. */
    Uni<Void> unlinkBillingPeriods(UUID subjectId) {
        return call("SELECT cast(unlink_billing_periods(:subjectId) AS text)", subjectId);
    }

    Uni<Void> restrict(UUID subjectId) {
        return run("INSERT INTO restricted_subject (subject_id) VALUES (:subjectId) ON CONFLICT DO NOTHING", subjectId);
    }

    Uni<Void> unrestrict(UUID subjectId) {
        return run("DELETE FROM restricted_subject WHERE subject_id = :subjectId", subjectId);
    }

    /** The first column of the rows that are marked in another. */
    private static List<String> records(List<Object[]> rows, int mark) {
        return rows.stream()
                .filter(row -> (Boolean) row[mark])
                .map(row -> (String) row[0])
                .toList();
    }

    /** Calls a function of the database's that does its work in one round trip and has nothing to say. */
    private static Uni<Void> call(String function, UUID subjectId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(function, String.class)
                        .setParameter("subjectId", subjectId)
                        .getSingleResult())
                .replaceWithVoid();
    }

    private static Uni<Void> run(String statement, UUID subjectId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(statement)
                        .setParameter("subjectId", subjectId)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
