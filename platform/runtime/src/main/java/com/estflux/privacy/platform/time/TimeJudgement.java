package com.estflux.privacy.platform.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a reading of the clock is plausible.
 *
 * @param longestDifference how far it may be from the database's clock
 * @param longestJump how far it may be ahead of the latest time seen
 */
record TimeJudgement(Duration longestDifference, Duration longestJump) {

    /** Why a reading is not trusted. */
    enum Doubt {
        /** Time went back behind what was seen. */
        BACKWARDS,
        /** This process's clock and the database's disagree. */
        DISAGREES,
        /** More time passed than is plausible. */
        JUMPED
    }

    /**
     * Judges a reading.
     *
     * @param now this process's clock
     * @param database the database's clock
     * @param acceptedSkew how far the first may be from the second, as an officer accepted
     * @param highWater the latest time seen
     */
    Optional<Doubt> judge(Instant now, Instant database, Duration acceptedSkew, Instant highWater) {
        // Clocks are corrected by fractions of a second all the time: going back counts beyond the same tolerance.
        if (now.isBefore(highWater.minus(longestDifference))) {
            return Optional.of(Doubt.BACKWARDS);
        }
        Duration skew = Duration.between(database, now).minus(acceptedSkew);
        if (skew.abs().compareTo(longestDifference) > 0) {
            return Optional.of(Doubt.DISAGREES);
        }
        if (Duration.between(highWater, now).compareTo(longestJump) > 0) {
            return Optional.of(Doubt.JUMPED);
        }
        return Optional.empty();
    }
}
