package com.estflux.privacy.reference.store;

import com.estflux.privacy.reference.database.Sql;
import com.estflux.privacy.reference.http.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** Who was erased: what comes late about them is refused, never stored. The list holds keyed hashes only. */
public final class Suppression {

    private static final String HOLD_OFF_ERASURE = "SELECT pg_advisory_xact_lock_shared(hashtextextended(?, 0))";
    private static final String AWAIT_WRITERS = "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))";
    private static final String FIND = "SELECT 1 FROM suppression WHERE pseudonym = ?";
    private static final String ADD = "INSERT INTO suppression (pseudonym) VALUES (?) ON CONFLICT DO NOTHING";

    private final Pseudonyms pseudonyms;

    /** The list, under these pseudonyms. */
    public Suppression(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /**
     * Whether a subject is suppressed. If not, they cannot become so before the current transaction ends: an erasure
     * waits for it, and then finds what it stored.
     */
    public boolean contains(Connection connection, UUID subjectId) throws SQLException {
        String pseudonym = pseudonyms.of(subjectId);
        // Two statements: what the second sees must be from after the lock was granted.
        Sql.list(connection, row -> true, HOLD_OFF_ERASURE, pseudonym);
        return Sql.first(connection, row -> true, FIND, pseudonym).isPresent();
    }

    /**
     * Refuses to go on about a suppressed subject; see {@link #contains}.
     *
     * @throws Problem if they are suppressed
     */
    public void refuse(Connection connection, UUID subjectId) throws SQLException {
        if (contains(connection, subjectId)) {
            throw Problem.erased();
        }
    }

    /** Suppresses a subject for good, in the current transaction; waits for those who are storing something about it. */
    void add(Connection connection, UUID subjectId) throws SQLException {
        String pseudonym = pseudonyms.of(subjectId);
        Sql.list(connection, row -> true, AWAIT_WRITERS, pseudonym);
        Sql.update(connection, ADD, pseudonym);
    }
}
