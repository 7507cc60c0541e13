package com.estflux.privacy.consent.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.CompositeException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CommitOutcomeTest {

    private final PgException refused = new PgException("deadlock", "ERROR", "40P01", "");
    private final PgException aborted = new PgException("aborted", "ERROR", "25P02", "");
    private final PgException stopped = new PgException("terminating connection", "FATAL", "57P01", "");

    @Test
    void shouldKnowWhatTheDatabaseRefused() {
        assertThat(CommitOutcome.isUnknown(refused)).isFalse();
        assertThat(CommitOutcome.isUnknown(new CompositeException(refused, aborted)))
                .isFalse();
    }

    @Test
    void shouldNotKnowWhatBecameOfALostConnection() {
        assertThat(CommitOutcome.isUnknown(new IOException("closed"))).isTrue();
        assertThat(CommitOutcome.isUnknown(stopped)).isTrue();
        assertThat(CommitOutcome.isUnknown(new CompositeException(refused, new IOException("closed"))))
                .isTrue();
    }
}
