package com.estflux.privacy.metrics.sample;

import static com.estflux.privacy.metrics.fixture.Samples.sample;
import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.contracts.usage.VpsSampled;
import com.estflux.privacy.metrics.config.AcceptedTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleBatchTest {

    private static final Instant NOW = Instant.parse("2026-03-10T10:00:00Z");
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);

    @Test
    void shouldOrderAndKeepTheFirstOfEachVpsAndTime() {
        List<VpsSampled> handedIn = List.of(
                sample(TWO, NOW, 1),
                sample(ONE, NOW.plusSeconds(1), 2),
                sample(ONE, NOW, 3),
                sample(TWO, NOW, 1),
                sample(ONE, NOW, 4));

        SampleBatch batch = SampleBatch.of(handedIn);

        assertThat(batch.samples()).containsExactly(handedIn.get(2), handedIn.get(1), handedIn.get(0));
        assertThat(batch.positions()).containsExactly(2, 1, 0);
        assertThat(batch.duplicates()).isEqualTo(1);
        assertThat(batch.conflicts()).containsExactly(4);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-10T10:05:00Z, 300, 1, ",
        "2026-03-10T10:05:00.000001Z, 300, 1, in-the-future",
        "2026-02-03T10:00:00Z, 300, 1, ",
        "2026-02-03T09:59:59Z, 300, 1, too-late",
        "2026-03-10T10:00:00.0000001Z, 300, 1, time-finer-than-microseconds",
        "2026-03-10T10:00:00Z, 3600, 1, ",
        "2026-03-10T10:00:00Z, 3601, 1, interval-out-of-range",
        "2026-03-10T10:00:00Z, 300, -1, negative-figure",
        "2026-03-10T10:00:00Z, 300, 37500000000000, ",
        "2026-03-10T10:00:00Z, 300, 37500000000001, implausible-figure"
    })
    void shouldBelieveOnlyWhatCanBe(Instant at, long interval, long figure, String refusal) {
        SampleRules rules = new SampleRules(new AcceptedTimes(Duration.ofDays(35), Duration.ofMinutes(5)));

        assertThat(rules.refusal(new VpsSampled(ONE, at, interval, 0, 0, 0, 0, 0, 0, 0, figure), NOW))
                .isEqualTo(java.util.Optional.ofNullable(refusal));
    }
}
