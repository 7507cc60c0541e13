package com.estflux.privacy.dsr.deadline;

import java.time.LocalDate;

/** Easter Sunday of the Gregorian calendar: the anonymous computus of 1876 (Meeus, Jones, Butcher). */
final class Easter {

    private Easter() {}

    /** The date of Easter Sunday in a year from 1583 on. */
    static LocalDate sunday(int year) {
        int golden = year % 19;
        int century = year / 100;
        int ofCentury = year % 100;
        int correction = (century - (century + 8) / 25 + 1) / 3;
        int epact = (19 * golden + century - century / 4 - correction + 15) % 30;
        int weekday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - epact - ofCentury % 4) % 7;
        int lateMoon = (golden + 11 * epact + 22 * weekday) / 451;
        int fromMarch = epact + weekday - 7 * lateMoon + 114;
        return LocalDate.of(year, fromMarch / 31, fromMarch % 31 + 1);
    }
}
