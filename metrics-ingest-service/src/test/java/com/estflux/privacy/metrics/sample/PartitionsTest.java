package com.estflux.privacy.metrics.sample;

import static com.estflux.privacy.metrics.fixture.Suite.count;
import static com.estflux.privacy.metrics.fixture.Suite.newVps;
import static com.estflux.privacy.metrics.fixture.Suite.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.metrics.fixture.Samples;
import com.estflux.privacy.metrics.fixture.Suite;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "metrics"))
class PartitionsTest {

    private static final Instant EMPTIED = Instant.parse("2001-02-03T10:00:00Z");
    private static final Instant KEPT = Instant.parse("2001-03-31T23:55:00Z");

    @Inject
    Partitions partitions;

    @BeforeAll
    static void patience() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @Test
    void shouldMakePartitionsAhead() {
        LocalDate month = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1);

        await().untilAsserted(() -> {
            for (int ahead = 0; ahead <= 3; ahead++) {
                assertThat(exists(month.plusMonths(ahead))).isTrue();
            }
        });
    }

    @Test
    void shouldDropWhatDisposalEmptiedAndTheRestWhenItsTimeIsOver() {
        UUID vpsId = newVps(UUID.randomUUID(), "10.6.0.1", EMPTIED);
        publish(Samples.sample(vpsId, EMPTIED, 1));
        publish(Samples.sample(vpsId, KEPT, 1));
        await().until(() -> count("SELECT count(*) FROM usage_sample WHERE sampled_at < '2001-05-01'") == 2);
        Suite.execute("DELETE FROM usage_sample WHERE sampled_at < '2001-03-01'");

        drop(LocalDate.of(2001, 4, 30), true);

        assertThat(exists(LocalDate.of(2001, 2, 1))).isFalse();
        assertThat(exists(LocalDate.of(2001, 3, 1))).isTrue();

        drop(LocalDate.of(2001, 3, 31), false);
        assertThat(exists(LocalDate.of(2001, 3, 1)))
                .as("it has not ended by then")
                .isTrue();
        drop(LocalDate.of(2001, 4, 1), false);
        assertThat(exists(LocalDate.of(2001, 3, 1))).isFalse();

        // Should one come all the same, its month is made again.
        publish(Samples.sample(vpsId, KEPT, 1));
        await().until(() -> exists(LocalDate.of(2001, 3, 1)));
        await().until(() -> count("SELECT count(*) FROM usage_sample WHERE sampled_at < '2001-05-01'") == 1);
    }

    /** It gives way to others, and is tried again. */
    private void drop(LocalDate endedBefore, boolean onlyEmpty) {
        await().ignoreExceptions()
                .until(() -> partitions.drop(endedBefore, onlyEmpty).await().indefinitely() >= 0);
    }

    private static boolean exists(LocalDate month) {
        return count("SELECT count(*) FROM pg_class WHERE relname = 'usage_sample_%d_%02d'"
                        .formatted(month.getYear(), month.getMonthValue()))
                == 1;
    }
}
