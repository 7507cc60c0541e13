package com.estflux.privacy.platform.time;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

/** Where legal dates are counted. */
public final class Tallinn {

    /** The zone of every legal date (PF-1.1). */
    public static final ZoneId ZONE = ZoneId.of("Europe/Tallinn");

    private Tallinn() {}

    /** Today's date in Tallinn. */
    public static LocalDate today(Clock clock) {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }
}
