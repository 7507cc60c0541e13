package com.estflux.privacy.dsr.deadline;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;

/**
 * How long an answer may take. Each period holds for requests received from a day on: when a law or the policy changes,
 * a version is added, and requests received before keep theirs.
 */
enum LegalClock {
    /** An answer, by law. */
    ANSWER(version("2018-05-25", "P1M", "Regulation (EU) 2016/679, Art. 12(3), first sentence")),
    /** An answer after an extension by two further months; counted from receipt. */
    EXTENDED_ANSWER(version("2018-05-25", "P3M", "Regulation (EU) 2016/679, Art. 12(3), second sentence")),
    /** Word to the person that the answer takes longer. */
    EXTENSION_NOTICE(version("2018-05-25", "P1M", "Regulation (EU) 2016/679, Art. 12(3), third sentence")),
    /** An answer, by promise. */
    POLICY(version("2018-05-25", "P30D", "EstFlux privacy policy, section 7 (PF-7)"));

    private final List<Version> versions;

    /** Versions are in the order of their days; the first also holds for requests received before it. */
    LegalClock(Version... versions) {
        this.versions = List.of(versions);
    }

    /**
     * A period and where it comes from.
     *
     * @param from first day of receipt it holds for
     * @param period how long
     * @param source the law or policy that says so
     */
    record Version(LocalDate from, Period period, String source) {}

    /** The day this clock ends for a request received on a day, not moved; a month is clamped to its end. */
    LocalDate endFor(LocalDate receivedOn) {
        return receivedOn.plus(inForce(receivedOn).period());
    }

    /** The version that holds for a request received on a day. */
    Version inForce(LocalDate receivedOn) {
        return versions.stream()
                .filter(version -> !version.from().isAfter(receivedOn))
                .reduce((earlier, later) -> later)
                .orElse(versions.get(0));
    }

    private static Version version(String from, String period, String source) {
        return new Version(LocalDate.parse(from), Period.parse(period), source);
    }
}
