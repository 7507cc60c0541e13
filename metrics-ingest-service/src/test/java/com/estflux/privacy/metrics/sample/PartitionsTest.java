package com.estflux.privacy.metrics.sample;

import static com.estflux.privacy.metrics.fixture.Suite.count;
import static com.estflux.privacy.metrics.fixture.Suite.newVps;
import static com.estflux.privacy.metrics.fixture.Suite.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.retention.CountedFrom;
import com.estflux.privacy.metrics.fixture.Law;
import com.estflux.privacy.metrics.fixture.Samples;
import com.estflux.privacy.metrics.fixture.Suite;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "metrics"))
class PartitionsTest {

    private static final Instant EMPTIED = Instant.parse("2001-02-03T10:00:00Z");
    private static final Instant KEPT = Instant.parse("2001-03-31T23:55:00Z");

    /** Samples that lie behind one of a VPS with a higher number. */
    private static final String OUT_OF_ORDER = """
            SELECT count(*) FROM (SELECT vps_no < lag(vps_no) OVER (ORDER BY ctid) AS is_out FROM usage_sample_2003_05) AS s
            WHERE is_out
            """;

    @Inject
    Partitions partitions;

    @Inject
    Pool pool;

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

    @Test
    void shouldKeepAMonthForAsLongAsAHoldCoversAnyOfIt() throws Exception {
        // So old that no sample of it is accepted any more, whatever tests bring.
        LocalDate month = LocalDate.of(1920, 2, 1);
        UUID subject = UUID.randomUUID();
        UUID vpsId = newVps(subject, "10.6.0.9", EMPTIED);
        newVps(UUID.randomUUID(), "10.6.0.10", EMPTIED);
        Suite.execute("SELECT ensure_usage_partition('1920-02-01'); INSERT INTO usage_sample (vps_no, sampled_at,"
                + " interval_seconds, cpu_microseconds, memory_used_bytes, disk_read_bytes, disk_written_bytes,"
                + " disk_read_operations, disk_write_operations, received_bytes, transmitted_bytes)"
                + " SELECT vps_no, '1920-02-03T10:00Z', 300, 1, 1, 1, 1, 1, 1, 1, 1 FROM vps WHERE vps_id = '" + vpsId
                + "'");
        Law.rule(DataCategory.TRAFFIC_VOLUME, null, CountedFrom.START);
        Law.rule(DataCategory.RESOURCE_USAGE, "P7Y", CountedFrom.END_OF_FINANCIAL_YEAR);
        dropDue();
        assertThat(exists(month)).as("one of the rules has no end").isTrue();
        Law.rule(DataCategory.TRAFFIC_VOLUME, "P7Y", CountedFrom.END_OF_FINANCIAL_YEAR);

        for (UUID hold :
                List.of(Law.hold(subject, null), Law.hold(null, DataCategory.RESOURCE_USAGE, vpsId + ":1920-02"))) {
            dropDue();
            assertThat(exists(month)).isTrue();
            Law.release(hold);
        }
        UUID hold = UUID.randomUUID();
        CompletableFuture<Integer> dropping;
        try (Connection taking = Infrastructure.get().postgres().connect("metrics")) {
            taking.setAutoCommit(false);
            taking.createStatement()
                    .execute("SELECT take_hold_in('{\"holdId\":\"" + hold + "\",\"version\":1,\"state\":\"placed\","
                            + "\"subjectId\":\"" + subject + "\",\"recordIds\":[],\"legalBasis\":\"Art. 17(3)(e)\"}')");
            dropping = CompletableFuture.supplyAsync(
                    () -> partitions.dropDue().await().indefinitely());
            await().until(() -> count("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'"
                            + " AND mode = 'ShareLock'")
                    > 0);
            taking.commit();
        }
        dropping.get();
        assertThat(exists(month)).as("the hold was taken in first").isTrue();
        Law.release(hold);

        dropDue();
        assertThat(exists(month)).isFalse();
    }

    /** It gives way to others, and is tried again. */
    private void dropDue() {
        await().ignoreExceptions().until(() -> partitions.dropDue().await().indefinitely() >= 0);
    }

    @Test
    void shouldLayAMonthThatIsOverOutByVpsAndStillTakeWhatIsLate() {
        Instant start = Instant.parse("2003-05-10T10:00:00Z");
        List<UUID> machines =
                List.of(newVps(UUID.randomUUID(), "10.6.0.2", start), newVps(UUID.randomUUID(), "10.6.0.3", start));
        for (int step = 0; step < 50; step++) {
            Samples.deliver(List.of(
                    Samples.sample(machines.get(0), start.plusSeconds(300L * step), step),
                    Samples.sample(machines.get(1), start.plusSeconds(300L * step), step)));
        }
        String contents =
                "SELECT md5(string_agg(s::text, ';' ORDER BY vps_no, sampled_at)) FROM usage_sample_2003_05 s";
        String before = Suite.text(contents);
        Suite.execute("ANALYZE usage_sample_2003_05");
        assertThat(count(OUT_OF_ORDER)).isPositive();

        order(LocalDate.of(2003, 5, 31));
        assertThat(count(OUT_OF_ORDER)).as("it has not ended by then").isPositive();
        order(LocalDate.of(2003, 6, 1));

        assertThat(count(OUT_OF_ORDER)).isZero();
        assertThat(Suite.text(contents)).isEqualTo(before);
        Samples.deliver(List.of(
                Samples.sample(machines.get(0), start, 0),
                Samples.sample(machines.get(0), start.minusSeconds(300), 7)));
        assertThat(count("SELECT count(*) FROM usage_sample_2003_05")).isEqualTo(101);
    }

    private void order(LocalDate endedBefore) {
        await().ignoreExceptions().until(() -> {
            partitions.order(endedBefore).await().indefinitely();
            return true;
        });
    }

    /** It gives way to others, and is tried again. */
    private void drop(LocalDate endedBefore, boolean onlyEmpty) {
        await().ignoreExceptions()
                .until(() -> partitions
                                .drop(pool, endedBefore, onlyEmpty, new UUID[0], new String[0])
                                .await()
                                .indefinitely()
                        >= 0);
    }

    private static boolean exists(LocalDate month) {
        return count("SELECT count(*) FROM pg_class WHERE relname = 'usage_sample_%d_%02d'"
                        .formatted(month.getYear(), month.getMonthValue()))
                == 1;
    }
}
