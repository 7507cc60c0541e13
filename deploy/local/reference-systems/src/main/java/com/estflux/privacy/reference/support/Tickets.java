package com.estflux.privacy.reference.support;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.support.TicketClosed;
import com.estflux.privacy.contracts.support.TicketOpened;
import com.estflux.privacy.reference.database.Sql;
import com.estflux.privacy.reference.http.Problem;
import com.estflux.privacy.reference.store.RecordTable;
import com.estflux.privacy.reference.store.SystemContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Tickets and their correspondence. */
final class Tickets {

    static final RecordTable TABLE = new RecordTable(DataCategory.SUPPORT_CORRESPONDENCE, "ticket");

    private static final String OPEN =
            "INSERT INTO ticket (record_id, subject_id, title, opened_at) VALUES (?, ?, ?, ?)";
    private static final String WRITE = "INSERT INTO ticket_message (ticket_id, body, written_at) VALUES (?, ?, ?)";
    private static final String SUBJECT = "SELECT subject_id FROM ticket WHERE record_id = ?";
    private static final String STATE = "SELECT closed_at FROM ticket WHERE record_id = ? FOR SHARE";
    private static final String CLOSE = """
            UPDATE ticket SET closed_at = greatest(?, opened_at) WHERE record_id = ? AND closed_at IS NULL
            RETURNING subject_id, opened_at, closed_at
            """;

    private final SystemContext context;

    Tickets(SystemContext context) {
        this.context = context;
    }

    UUID open(NewTicket ticket) throws SQLException {
        UUID id = EventMessage.newId();
        return context.transactions().run(connection -> {
            context.suppression().refuse(connection, ticket.subjectId());
            Instant now = context.now();
            Sql.update(connection, OPEN, id, ticket.subjectId(), ticket.subject(), now);
            Sql.update(connection, WRITE, id, ticket.message(), now);
            context.outbox().publish(connection, new TicketOpened(id, ticket.subjectId(), now));
            return id;
        });
    }

    void write(UUID id, NewMessage message) throws SQLException {
        context.transactions().run(connection -> {
            UUID subjectId = Sql.first(connection, row -> row.getObject("subject_id", UUID.class), SUBJECT, id)
                    .orElseThrow(Problem::notFound);
            context.suppression().refuse(connection, subjectId);
            requireOpen(connection, id);
            return Sql.update(connection, WRITE, id, message.message(), context.now());
        });
    }

    /** Closes a ticket; one that an erasure left in place too: its retention counts from here. */
    void close(UUID id) throws SQLException {
        context.transactions().run(connection -> {
            Optional<TicketClosed> closed = Sql.first(
                    connection,
                    row -> new TicketClosed(
                            id,
                            row.getObject("subject_id", UUID.class),
                            Objects.requireNonNull(Sql.instant(row, "opened_at")),
                            Objects.requireNonNull(Sql.instant(row, "closed_at"))),
                    CLOSE,
                    context.now(),
                    id);
            if (closed.isEmpty()) {
                requireOpen(connection, id);
                throw Problem.notFound();
            }
            context.outbox().publish(connection, closed.get());
            return id;
        });
    }

    private static void requireOpen(Connection connection, UUID id) throws SQLException {
        boolean open = Sql.first(connection, row -> row.getObject("closed_at") == null, STATE, id)
                .orElseThrow(Problem::notFound);
        if (!open) {
            throw Problem.conflict("ticket-closed", "The ticket is closed");
        }
    }
}
