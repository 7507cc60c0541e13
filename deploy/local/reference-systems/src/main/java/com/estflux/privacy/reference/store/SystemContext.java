package com.estflux.privacy.reference.store;

import com.estflux.privacy.reference.outbox.Outbox;
import com.estflux.privacy.reference.outbox.Transactions;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * What a system works with.
 *
 * @param transactions where its effects happen
 * @param outbox where its events are published, in the transaction of what they tell
 * @param suppression whom it must not store anything about
 * @param clock the time
 */
public record SystemContext(Transactions transactions, Outbox outbox, Suppression suppression, Clock clock) {

    private static final ZoneId TALLINN = ZoneId.of("Europe/Tallinn");

    /** Now, as exactly as the database keeps it. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Today's date in Tallinn, where the books are kept. */
    public LocalDate today() {
        return LocalDate.now(clock.withZone(TALLINN));
    }
}
