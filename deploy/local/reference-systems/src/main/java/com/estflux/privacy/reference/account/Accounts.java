package com.estflux.privacy.reference.account;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.account.AccountClosed;
import com.estflux.privacy.contracts.account.AccountOpened;
import com.estflux.privacy.reference.database.Sql;
import com.estflux.privacy.reference.http.Problem;
import com.estflux.privacy.reference.store.RecordTable;
import com.estflux.privacy.reference.store.SystemContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** Customers' accounts and payment methods. */
final class Accounts {

    static final RecordTable ACCOUNTS = new RecordTable(DataCategory.ACCOUNT, "account");
    static final RecordTable PAYMENT_METHODS = new RecordTable(DataCategory.PAYMENT_METHOD, "payment_method");

    private static final String OPEN = """
            INSERT INTO account (record_id, subject_id, name, email, address, opened_at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;
    private static final String CLOSE = """
            UPDATE account SET closed_at = greatest(?, opened_at) WHERE record_id = ? AND closed_at IS NULL
            """;
    private static final String FIND = "SELECT closed_at FROM account WHERE record_id = ? FOR SHARE";
    private static final String EMAIL = "SELECT email FROM account WHERE record_id = ?";
    private static final String ADD_PAYMENT_METHOD = """
            INSERT INTO payment_method (record_id, subject_id, reference, added_at) VALUES (?, ?, ?, ?)
            """;

    private final SystemContext context;

    Accounts(SystemContext context) {
        this.context = context;
    }

    UUID open(NewAccount account) throws SQLException {
        UUID subjectId = account.subjectId();
        return context.transactions().run(connection -> {
            context.suppression().refuse(connection, subjectId);
            Instant now = context.now();
            int opened = Sql.update(
                    connection, OPEN, subjectId, subjectId, account.name(), account.email(), account.address(), now);
            if (opened == 0) {
                throw Problem.conflict("account-exists", "The subject has an account");
            }
            context.outbox().publish(connection, new AccountOpened(subjectId, now));
            return subjectId;
        });
    }

    /** Closes an account; one that an erasure left in place too. */
    void close(UUID subjectId) throws SQLException {
        context.transactions().run(connection -> {
            Instant now = context.now();
            if (Sql.update(connection, CLOSE, now, subjectId) == 0) {
                context.suppression().refuse(connection, subjectId);
                requireOpen(connection, subjectId);
                throw Problem.notFound();
            }
            context.outbox().publish(connection, new AccountClosed(subjectId, now));
            return now;
        });
    }

    /** The mail address on file, of an account that is open or kept after it was closed. */
    String email(UUID subjectId) throws SQLException {
        return context.transactions()
                .run(connection -> Sql.first(connection, row -> row.getString("email"), EMAIL, subjectId)
                        .orElseThrow(Problem::notFound));
    }

    UUID addPaymentMethod(UUID subjectId, NewPaymentMethod method) throws SQLException {
        return context.transactions().run(connection -> {
            context.suppression().refuse(connection, subjectId);
            requireOpen(connection, subjectId);
            UUID id = EventMessage.newId();
            Sql.update(connection, ADD_PAYMENT_METHOD, id, subjectId, method.reference(), context.now());
            return id;
        });
    }

    /**
     * Refuses to go on unless the subject has an open account, which stays as it is until the transaction ends.
     *
     * @throws Problem if they have not
     */
    static void requireOpen(Connection connection, UUID subjectId) throws SQLException {
        boolean open = Sql.first(connection, row -> row.getObject("closed_at") == null, FIND, subjectId)
                .orElseThrow(Problem::notFound);
        if (!open) {
            throw Problem.conflict("account-closed", "The account is closed");
        }
    }

    static boolean exists(Connection connection, UUID subjectId) throws SQLException {
        return Sql.first(connection, row -> true, FIND, subjectId).isPresent();
    }
}
