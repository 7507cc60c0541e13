package com.estflux.privacy.reference.account;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.usage.IpAssigned;
import com.estflux.privacy.contracts.usage.IpReleased;
import com.estflux.privacy.reference.database.Sql;
import com.estflux.privacy.reference.http.Problem;
import com.estflux.privacy.reference.store.RecordTable;
import com.estflux.privacy.reference.store.SystemContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** Which address belonged to whose VPS, and when. */
final class IpAssignments {

    static final RecordTable TABLE = new RecordTable(DataCategory.IP_ASSIGNMENT, "ip_assignment");

    private static final String ASSIGN = """
            INSERT INTO ip_assignment (record_id, subject_id, vps_id, ip_address, assigned_at)
            VALUES (?, ?, ?, ?::inet, ?)
            ON CONFLICT DO NOTHING
            RETURNING host(ip_address) AS address
            """;
    private static final String RELEASE = """
            UPDATE ip_assignment SET released_at = greatest(?, assigned_at)
            WHERE record_id = ? AND released_at IS NULL
            RETURNING vps_id, host(ip_address) AS address, assigned_at, released_at
            """;
    private static final String SUBJECT = "SELECT subject_id FROM ip_assignment WHERE record_id = ?";
    private static final String OF_SUBJECT =
            "SELECT record_id, vps_id FROM ip_assignment WHERE subject_id = ? ORDER BY record_id FOR UPDATE";

    private final SystemContext context;

    IpAssignments(SystemContext context) {
        this.context = context;
    }

    UUID assign(UUID subjectId, NewIpAssignment assignment) throws SQLException {
        return context.transactions().run(connection -> {
            context.suppression().refuse(connection, subjectId);
            Accounts.requireOpen(connection, subjectId);
            UUID id = EventMessage.newId();
            UUID vpsId = assignment.vpsId();
            Instant now = context.now();
            String address = Sql.first(
                            connection,
                            row -> row.getString("address"),
                            ASSIGN,
                            id,
                            subjectId,
                            vpsId,
                            assignment.ipAddress(),
                            now)
                    .orElseThrow(() -> Problem.conflict("address-in-use", "The address is in use"));
            context.outbox().publish(connection, new IpAssigned(id, subjectId, vpsId, address, now));
            return id;
        });
    }

    /** Releases an address. That of an erased subject, kept for a reason, is not named on Kafka again. */
    void release(UUID id) throws SQLException {
        context.transactions().run(connection -> {
            UUID subjectId = Sql.first(connection, row -> row.getObject("subject_id", UUID.class), SUBJECT, id)
                    .orElseThrow(Problem::notFound);
            boolean erased = context.suppression().contains(connection, subjectId);
            IpReleased released = Sql.first(
                            connection,
                            row -> new IpReleased(
                                    id,
                                    subjectId,
                                    row.getObject("vps_id", UUID.class),
                                    row.getString("address"),
                                    Objects.requireNonNull(Sql.instant(row, "assigned_at")),
                                    Objects.requireNonNull(Sql.instant(row, "released_at"))),
                            RELEASE,
                            context.now(),
                            id)
                    .orElseThrow(() -> Problem.conflict("address-released", "The address was released"));
            if (!erased) {
                context.outbox().publish(connection, released);
            }
            return id;
        });
    }

    /** Removes a subject's addresses from Kafka, whether the records themselves are kept or not. */
    void removeFromLog(Connection connection, UUID subjectId) throws SQLException {
        record Published(String assignmentId, String vpsId) {}
        for (Published published : Sql.list(
                connection,
                row -> new Published(row.getString("record_id"), row.getString("vps_id")),
                OF_SUBJECT,
                subjectId)) {
            context.outbox()
                    .tombstone(connection, Topic.USAGE_ASSIGNMENTS, published.assignmentId(), published.vpsId());
        }
    }
}
