package com.estflux.privacy.consent.consent;

import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import io.smallrye.mutiny.CompositeException;
import io.vertx.pgclient.PgException;

/**
 * Tells whether a transaction whose commit was sent can have been committed. The database says so when it refuses a
 * statement; a connection that was lost says nothing. What may be on record must not be done again: a later withdrawal may
 * be on record as well, which a consent done again would undo.
 */
final class CommitOutcome {

    private static final ProblemType UNKNOWN =
            new ProblemType("outcome-unknown", 503, "It is not known whether this was recorded");

    private CommitOutcome() {}

    static boolean isUnknown(Throwable failure) {
        if (failure instanceof CompositeException several) {
            return several.getCauses().stream().anyMatch(CommitOutcome::isUnknown);
        }
        // Class 57 is the server going away; what was sent before may have been carried out.
        return !(failure instanceof PgException refused)
                || refused.getSqlState() == null
                || refused.getSqlState().startsWith("57P");
    }

    static Throwable unknown(Throwable failure) {
        ProblemException problem = new ProblemException(UNKNOWN, "read where it stands before it is decided anew");
        problem.addSuppressed(failure);
        return problem;
    }
}
