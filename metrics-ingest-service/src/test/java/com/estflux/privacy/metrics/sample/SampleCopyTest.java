package com.estflux.privacy.metrics.sample;

import static com.estflux.privacy.metrics.fixture.Samples.sample;
import static com.estflux.privacy.metrics.fixture.Suite.count;
import static com.estflux.privacy.metrics.fixture.Suite.newVps;
import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.contracts.usage.VpsSampled;
import com.estflux.privacy.metrics.fixture.Suite;
import com.estflux.privacy.metrics.sample.SampleCopy.Copied;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The short way in: what it takes, and what it leaves to the general one. */
@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "metrics"))
class SampleCopyTest {

    /** Newer than every period another test closes. */
    private static final Instant ASSIGNED = Instant.parse("2026-01-01T00:00:00Z");

    private static final Instant END_OF_OCTOBER = Instant.parse("2027-10-31T23:55:00Z");

    @Inject
    DataSource database;

    /** One of its own: the service's may be on a detour. */
    private SampleCopy copy;

    @BeforeEach
    void months() {
        copy = new SampleCopy(database);
        Suite.execute("SELECT ensure_usage_partition('2027-10-01'), ensure_usage_partition('2027-11-01'),"
                + " ensure_usage_partition('2016-05-01')");
    }

    @Test
    void shouldStoreEveryColumnInItsMonthAndSayWhichHoursToSettle() {
        UUID vpsId = newVps(UUID.randomUUID(), "10.12.0.1", ASSIGNED);
        List<VpsSampled> samples = List.of(
                sample(vpsId, END_OF_OCTOBER.plusNanos(123_456_000), 40),
                sample(vpsId, END_OF_OCTOBER.plusSeconds(300), 70));

        Copied copied = copy(samples);

        assertThat(copied.stored()).isEqualTo(2);
        assertThat(copied.rest().samples()).isEmpty();
        String stored = Suite.text("SELECT string_agg(concat_ws(',', extract(epoch FROM sampled_at), interval_seconds,"
                + " cpu_microseconds, memory_used_bytes, disk_read_bytes, disk_written_bytes, disk_read_operations,"
                + " disk_write_operations, received_bytes, transmitted_bytes), ';' ORDER BY sampled_at)"
                + " FROM usage_sample JOIN vps USING (vps_no) WHERE vps_id = '" + vpsId + "'");
        assertThat(stored)
                .isEqualTo(
                        "1825026900.123456,300,41,42,43,44,45,46,47,48;1825027200.000000,300,71,72,73,74,75,76,77,78");
        assertThat(samplesOf("usage_sample_2027_11", vpsId)).isEqualTo(1);
        Suite.execute("SELECT settle_usage(2147483647)");
        assertThat(count("SELECT sum(samples) FROM usage_hour JOIN vps USING (vps_no) WHERE vps_id = '" + vpsId + "'"))
                .isEqualTo(2);
    }

    @Test
    void shouldLeaveOutWhatIsUnknown() {
        UUID vpsId = newVps(UUID.randomUUID(), "10.12.0.2", ASSIGNED);
        VpsSampled unknown = sample(UUID.randomUUID(), END_OF_OCTOBER, 1);

        Copied copied = copy(List.of(unknown, sample(vpsId, END_OF_OCTOBER, 2)));

        assertThat(copied.stored()).isEqualTo(1);
        assertThat(copied.rest().samples()).containsExactly(unknown);
        assertThat(copied.rest().positions()).containsExactly(0);
    }

    @Test
    void shouldStoreNothingOfABatchThatHoldsADuplicateAndStandBackForAWhile() {
        UUID vpsId = newVps(UUID.randomUUID(), "10.12.0.3", ASSIGNED);
        VpsSampled first = sample(vpsId, END_OF_OCTOBER, 1);
        VpsSampled second = sample(vpsId, END_OF_OCTOBER.plusSeconds(300), 2);
        copy(List.of(first));

        assertThat(copy(List.of(second, first)).stored()).isZero();
        assertThat(copy(List.of(second)).rest().samples()).containsExactly(second);
        assertThat(samplesOf("usage_sample", vpsId)).isEqualTo(1);
    }

    @Test
    void shouldLeaveContradictionsAndWhatMayBeOfAClosedPeriodToTheGeneralWay() {
        UUID vpsId = newVps(UUID.randomUUID(), "10.12.0.4", ASSIGNED);
        Instant closed = Instant.parse("2016-05-10T00:00:00Z");
        Suite.execute("INSERT INTO billing_period VALUES (gen_random_uuid(), NULL, '2016-05-01', '2016-04-30T21:00Z',"
                + " '2016-05-31T21:00Z', '2016-06-01Z', 'meter-2016', repeat('0', 64), '2099-12-31')");

        assertThat(copy(List.of(sample(vpsId, closed, 1))).stored()).isZero();
        assertThat(copy(List.of(sample(vpsId, END_OF_OCTOBER, 1), sample(vpsId, END_OF_OCTOBER, 2)))
                        .stored())
                .isZero();
        assertThat(samplesOf("usage_sample", vpsId)).isZero();
    }

    private Copied copy(List<VpsSampled> samples) {
        SampleBatch batch = SampleBatch.of(samples);
        return copy.copy(batch, CopyLayout.of(batch.samples())).await().atMost(Duration.ofSeconds(20));
    }

    private static long samplesOf(String table, UUID vpsId) {
        return count("SELECT count(*) FROM " + table + " JOIN vps USING (vps_no) WHERE vps_id = '" + vpsId + "'");
    }
}
