package com.estflux.privacy.metrics.assignment;

import com.estflux.privacy.contracts.CanonicalUuid;
import com.estflux.privacy.metrics.counter.CounterService;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/** VPS instances and IP assignments, in the current transaction. */
@ApplicationScoped
class AssignmentRepository {

    private static final String ADD_VPS =
            "INSERT INTO vps (vps_id, subject_id) VALUES (:vpsId, :subjectId) ON CONFLICT DO NOTHING";
    private static final String ASSIGN = """
            INSERT INTO ip_assignment (assignment_id, subject_id, vps_id, address, assigned_at, released_at)
            VALUES (:assignmentId, :subjectId, :vpsId, cast(cast(:address AS text) AS inet), :assignedAt,
                cast(cast(:releasedAt AS text) AS timestamptz))
            ON CONFLICT DO NOTHING
            """;
    private static final String RELEASE = """
            UPDATE ip_assignment SET released_at = greatest(:releasedAt, assigned_at)
            WHERE assignment_id = :assignmentId AND subject_id = :subjectId AND vps_id = :vpsId AND released_at IS NULL
            """;
    private static final String SAME = """
            SELECT subject_id = :subjectId AND vps_id = :vpsId AND address = cast(cast(:address AS text) AS inet)
                AND assigned_at = :assignedAt
                AND coalesce(released_at = cast(cast(:releasedAt AS text) AS timestamptz), true)
            FROM ip_assignment WHERE assignment_id = :assignmentId
            """;
    private static final String EXPIRE = """
            DELETE FROM ip_assignment WHERE assignment_id IN (
                SELECT a.assignment_id FROM ip_assignment a
                WHERE a.released_at < :endedBefore
                    AND NOT EXISTS (SELECT 1 FROM vps v WHERE v.vps_id = a.vps_id AND v.closed)
                    AND NOT cast(a.subject_id AS text) = ANY (cast(:heldSubjects AS text[]))
                    AND NOT cast(a.assignment_id AS text) = ANY (cast(:heldRecords AS text[]))
                ORDER BY a.released_at LIMIT :most FOR UPDATE SKIP LOCKED)
            """;
    private static final String CONTRADICTED = """
            SELECT assignment_id FROM ip_assignment
            WHERE address && cast(cast(:address AS text) AS inet)
                AND tstzrange(assigned_at, released_at)
                    && tstzrange(:assignedAt, cast(cast(:releasedAt AS text) AS timestamptz))
            ORDER BY assigned_at LIMIT 1
            """;
    private static final String REPORT = """
            INSERT INTO assignment_conflict (assignment_id, conflicts_with, kind, subject_id)
            VALUES (:assignmentId, :conflictsWith, :kind, :subjectId) ON CONFLICT DO NOTHING
            """;
    /** Those who store samples now may not see the VPS yet: what they put into quarantine must be found. */
    private static final String AWAIT_WRITERS = "SELECT count(pg_advisory_xact_lock(hashtext('usage-writers')))";

    private static final String END_QUARANTINE = """
            WITH freed AS (
                DELETE FROM quarantined_sample WHERE vps_id = :vpsId RETURNING *
            ), stored AS (
                INSERT INTO usage_sample (vps_no, sampled_at, interval_seconds, cpu_microseconds, memory_used_bytes,
                    disk_read_bytes, disk_written_bytes, disk_read_operations, disk_write_operations,
                    received_bytes, transmitted_bytes)
                SELECT cast(:vpsNo AS integer), sampled_at, interval_seconds, cpu_microseconds, memory_used_bytes,
                    disk_read_bytes, disk_written_bytes, disk_read_operations, disk_write_operations,
                    received_bytes, transmitted_bytes
                FROM freed
                ORDER BY sampled_at
                ON CONFLICT DO NOTHING
            )
            INSERT INTO rollup_pending (vps_nos, hours)
            SELECT array_agg(cast(:vpsNo AS integer)), array_agg(hour)
            FROM (SELECT DISTINCT date_trunc('hour', sampled_at, 'UTC') AS hour FROM freed) AS changed
            HAVING count(*) > 0
            """;
    private static final String NAME_READINGS =
            "UPDATE counter_reading SET known = true WHERE vps_id = :vpsId AND NOT known";
    private static final String DERIVE = """
            SELECT coalesce(derive_usage(array_agg(r.vps_id), array_agg(r.read_at), :mostPerSecond), 0)
            FROM counter_reading r
            WHERE r.vps_id = :vpsId AND r.complete
                AND NOT EXISTS (SELECT 1 FROM usage_sample s WHERE s.vps_no = :vpsNo AND s.sampled_at = r.read_at)
            """;
    private static final String COLUMNS = """
            SELECT cast(assignment_id AS text), cast(subject_id AS text), cast(vps_id AS text),
                CASE WHEN masklen(address) = CASE family(address) WHEN 4 THEN 32 ELSE 128 END
                    THEN host(address) ELSE cast(address AS text) END,
                assigned_at, released_at
            FROM ip_assignment
            """;
    private static final String HELD_AT = COLUMNS + """
            WHERE address && cast(cast(:address AS text) AS inet)
                AND assigned_at <= :at AND (released_at IS NULL OR released_at > :at)
            ORDER BY assigned_at, assignment_id
            LIMIT 200
            """;
    private static final String OF_SUBJECT = """
            WHERE subject_id = :subjectId ORDER BY assigned_at DESC, assignment_id DESC
            """;
    private static final String OF_SUBJECT_AFTER = """
            WHERE subject_id = :subjectId AND (assigned_at, assignment_id) < (:assignedAt, :assignmentId)
            ORDER BY assigned_at DESC, assignment_id DESC
            """;

    Uni<Optional<Vps>> find(UUID vpsId) {
        return Panache.getSession()
                .chain(session -> session.createQuery("from VpsEntity where vpsId = :vpsId", VpsEntity.class)
                        .setParameter("vpsId", vpsId)
                        .getSingleResultOrNull())
                .map(vps -> Optional.ofNullable(vps).map(VpsEntity::toVps));
    }

    Uni<List<Vps>> ofSubject(UUID subjectId) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "from VpsEntity where subjectId = :subjectId order by vpsNo", VpsEntity.class)
                        .setParameter("subjectId", subjectId)
                        .getResultList())
                .map(found -> found.stream().map(VpsEntity::toVps).toList());
    }

    /** The VPS, made if it was not known; whether it was made is not told, its owner is. */
    Uni<Vps> findOrAdd(UUID vpsId, UUID subjectId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ADD_VPS)
                        .setParameter("vpsId", vpsId)
                        .setParameter("subjectId", subjectId)
                        .executeUpdate())
                .chain(() -> find(vpsId))
                .map(Optional::orElseThrow);
    }

    /** Stores an assignment; false if it is there already or its address is held by another at that time. */
    Uni<Boolean> add(IpAssignment assignment) {
        return Panache.getSession()
                .chain(session -> claim(session.createNativeQuery(ASSIGN), assignment)
                        .setParameter("assignmentId", assignment.assignmentId())
                        .setParameter("subjectId", assignment.subjectId())
                        .setParameter("vpsId", assignment.vpsId())
                        .executeUpdate())
                .map(rows -> rows == 1);
    }

    /** Ends an assignment that lasts; false if there is none like it. */
    Uni<Boolean> release(IpAssignment assignment) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(RELEASE)
                        .setParameter("assignmentId", assignment.assignmentId())
                        .setParameter("subjectId", assignment.subjectId())
                        .setParameter("vpsId", assignment.vpsId())
                        .setParameter("releasedAt", utc(Objects.requireNonNull(assignment.releasedAt())))
                        .executeUpdate())
                .map(rows -> rows == 1);
    }

    /** How what is stored under an assignment's id compares with it. */
    enum Likeness {
        /** Nothing is stored under its id. */
        NONE,
        /** It is stored. */
        SAME,
        /** Something else is stored under its id. */
        OTHER
    }

    /** Whether an assignment is stored; one that has ended meanwhile is the same. */
    Uni<Likeness> likeness(IpAssignment assignment) {
        return Panache.getSession()
                .chain(session -> claim(session.createNativeQuery(SAME, Boolean.class), assignment)
                        .setParameter("assignmentId", assignment.assignmentId())
                        .setParameter("subjectId", assignment.subjectId())
                        .setParameter("vpsId", assignment.vpsId())
                        .getSingleResultOrNull())
                .map(same -> {
                    if (same == null) {
                        return Likeness.NONE;
                    }
                    return same ? Likeness.SAME : Likeness.OTHER;
                });
    }

    /** A subject's assignments after a cursor, the latest first. */
    Uni<List<IpAssignment>> ofSubject(UUID subjectId, Optional<AssignmentService.Cursor> after, int limit) {
        return Panache.getSession()
                .chain(session -> {
                    var query = session.createNativeQuery(
                                    COLUMNS + (after.isPresent() ? OF_SUBJECT_AFTER : OF_SUBJECT), Object[].class)
                            .setParameter("subjectId", subjectId)
                            .setMaxResults(limit);
                    after.ifPresent(cursor -> query.setParameter("assignedAt", utc(cursor.assignedAt()))
                            .setParameter("assignmentId", cursor.assignmentId()));
                    return query.getResultList();
                })
                .map(rows -> rows.stream().map(AssignmentRepository::assignment).toList());
    }

    /** Forgets assignments that ended before a moment; completes with how many. */
    Uni<Integer> expire(Instant endedBefore, UUID[] heldSubjects, String[] heldRecords, int limit) {
        return Panache.getSession().chain(session -> session.createNativeQuery(EXPIRE)
                .setParameter("endedBefore", utc(endedBefore))
                .setParameter(
                        "heldSubjects",
                        Stream.of(heldSubjects).map(UUID::toString).toArray(String[]::new))
                .setParameter("heldRecords", heldRecords)
                .setParameter("most", limit)
                .executeUpdate());
    }

    /** The assignment that holds this one's address at its time; it may be itself. */
    Uni<Optional<UUID>> holder(IpAssignment assignment) {
        return Panache.getSession()
                .chain(session -> claim(session.createNativeQuery(CONTRADICTED, UUID.class), assignment)
                        .getSingleResultOrNull())
                .map(Optional::ofNullable);
    }

    Uni<Void> reportConflict(IpAssignment assignment, UUID conflictsWith, String kind) {
        return Panache.getSession().chain(session -> session.createNativeQuery(REPORT)
                .setParameter("assignmentId", assignment.assignmentId())
                .setParameter("conflictsWith", conflictsWith)
                .setParameter("kind", kind)
                .setParameter("subjectId", assignment.subjectId())
                .executeUpdate()
                .replaceWithVoid());
    }

    /** Stores what waited for this VPS to be named. */
    Uni<Void> endQuarantine(Vps vps) {
        return Panache.getSession().chain(session -> session.createNativeQuery(AWAIT_WRITERS, Long.class)
                .getSingleResult()
                .chain(() -> session.createNativeQuery(END_QUARANTINE)
                        .setParameter("vpsId", vps.vpsId())
                        .setParameter("vpsNo", vps.vpsNo())
                        .executeUpdate())
                .chain(() -> session.createNativeQuery(NAME_READINGS)
                        .setParameter("vpsId", vps.vpsId())
                        .executeUpdate())
                .chain(named -> named == 0
                        ? Uni.createFrom().voidItem()
                        : session.createNativeQuery(DERIVE, Long.class)
                                .setParameter("vpsId", vps.vpsId())
                                .setParameter("vpsNo", vps.vpsNo())
                                .setParameter("mostPerSecond", BigDecimal.valueOf(CounterService.MOST_PER_SECOND))
                                .getSingleResult()
                                .replaceWithVoid())
                .replaceWithVoid());
    }

    /** Who held this address, or an address of this network, at that moment. */
    Uni<List<IpAssignment>> heldAt(String address, Instant at) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(HELD_AT, Object[].class)
                        .setParameter("address", address)
                        .setParameter("at", utc(at))
                        .getResultList())
                .map(rows -> rows.stream().map(AssignmentRepository::assignment).toList());
    }

    private static <Q extends Mutiny.AbstractQuery> Q claim(Q query, IpAssignment assignment) {
        Instant released = assignment.releasedAt();
        query.setParameter("address", assignment.ipAddress());
        query.setParameter("assignedAt", utc(assignment.assignedAt()));
        query.setParameter("releasedAt", released == null ? null : released.toString());
        return query;
    }

    private static IpAssignment assignment(Object[] row) {
        return new IpAssignment(
                CanonicalUuid.parse((String) row[0]),
                CanonicalUuid.parse((String) row[1]),
                CanonicalUuid.parse((String) row[2]),
                (String) row[3],
                instant(row[4]),
                row[5] == null ? null : instant(row[5]));
    }

    private static Instant instant(Object value) {
        return value instanceof OffsetDateTime time ? time.toInstant() : (Instant) value;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
