package com.estflux.privacy.consent.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.CompositeException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CommitOutcomeTest {

    private static final PgException REFUSED = new PgException("deadlock", "ERROR", "40P01", "");
    private static final PgException ABORTED = new PgException("aborted", "ERROR", "25P02", "");
    private static final PgException STOPPED = new PgException("terminating connection", "FATAL", "57P01", "");

    @Test
    void shouldKnowWhatTheDatabaseRefused() {
        assertThat(CommitOutcome.isUnknown(REFUSED)).isFalse();
        assertThat(CommitOutcome.isUnknown(new CompositeException(REFUSED, ABORTED)))
                .isFalse();
    }

    @Test
    void shouldNotKnowWhatBecameOfALostConnection() {
        assertThat(CommitOutcome.isUnknown(new IOException("closed"))).isTrue();
        assertThat(CommitOutcome.isUnknown(STOPPED)).isTrue();
        assertThat(CommitOutcome.isUnknown(new CompositeException(REFUSED, new IOException("closed"))))
                .isTrue();
    }
}
