package com.estflux.privacy.platform.testing.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestClockTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final TestClock clock = TestClock.get();

    @AfterEach
    void reset() {
        clock.reset();
    }

    @Test
    void shouldStandStillWhereItWasSetAndMoveWhenTold() {
        clock.set(NOW);
        clock.advance(Duration.ofDays(30));
        clock.advance(Duration.ofHours(-1));

        assertThat(clock.instant()).isEqualTo(NOW.plus(Duration.ofDays(30)).minus(Duration.ofHours(1)));
        assertThat(clock.withZone(ZoneId.of("Europe/Tallinn")).instant()).isEqualTo(clock.instant());
    }

    @Test
    void shouldTellTheRealTimeOtherwise() {
        assertThat(clock.instant()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));

        clock.advance(Duration.ofDays(1));

        assertThat(clock.instant()).isCloseTo(Instant.now().plus(Duration.ofDays(1)), within(1, ChronoUnit.MINUTES));
    }
}
