package com.estflux.privacy.platform.time;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.platform.time.TimeJudgement.Doubt;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeJudgementTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final TimeJudgement JUDGEMENT = new TimeJudgement(Duration.ofMinutes(2), Duration.ofDays(14));

    @Test
    void shouldTrustATimeThatGoesOn() {
        assertThat(JUDGEMENT.judge(NOW, NOW.plusSeconds(60), Duration.ZERO, NOW.minusSeconds(60)))
                .isEmpty();
        assertThat(JUDGEMENT.judge(NOW, NOW, Duration.ZERO, NOW.plusSeconds(1))).isEmpty();
    }

    @Test
    void shouldDoubtATimeThatWentBackADay() {
        Instant back = NOW.minus(Duration.ofDays(1));

        assertThat(JUDGEMENT.judge(back, back, Duration.ZERO, NOW)).contains(Doubt.BACKWARDS);
    }

    @Test
    void shouldDoubtATimeTheDatabaseDoesNotShare() {
        Instant ahead = NOW.plus(Duration.ofDays(3650));

        assertThat(JUDGEMENT.judge(ahead, NOW, Duration.ZERO, NOW)).contains(Doubt.DISAGREES);
    }

    @Test
    void shouldDoubtAJumpThatBothClocksMade() {
        Instant ahead = NOW.plus(Duration.ofDays(3650));

        assertThat(JUDGEMENT.judge(ahead, ahead, Duration.ZERO, NOW)).contains(Doubt.JUMPED);
    }

    @Test
    void shouldAcceptADifferenceAnOfficerAccepted() {
        Instant ahead = NOW.plus(Duration.ofDays(1));

        assertThat(JUDGEMENT.judge(ahead, NOW, Duration.ofDays(1), ahead)).isEmpty();
    }
}
