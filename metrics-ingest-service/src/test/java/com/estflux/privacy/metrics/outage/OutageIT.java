package com.estflux.privacy.metrics.outage;

import static com.estflux.privacy.metrics.fixture.Suite.count;
import static com.estflux.privacy.metrics.fixture.Suite.newVps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.metrics.fixture.SampleProducer;
import com.estflux.privacy.metrics.fixture.Samples;
import com.estflux.privacy.metrics.fixture.ServiceProcess;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The packaged service, killed in mid-batch ({@code -Destflux.kill.rounds}, {@code -Destflux.kill.seed}), without a
 * broker for a while ({@code -Destflux.outage.seconds}), and with a second process for a while.
 */
class OutageIT {

    private static final Instant START = Instant.parse("2026-03-10T10:00:00Z");
    private static final int ROUNDS = Integer.getInteger("estflux.kill.rounds", 1);
    private static final long SEED = Long.getLong("estflux.kill.seed", System.nanoTime());
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("estflux.outage.seconds", 5));
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SAMPLES_PER_ROUND = 15_000;
    private static final int MACHINES = 20;

    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        service = launch();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void shouldLoseAndDoubleNothingWhenKilledInMidBatch() {
        List<UUID> machines = machines("10.10.0.");
        Random random = new Random(SEED);
        long sent = 0;
        long expected = 0;
        try (SampleProducer producer = new SampleProducer(Infrastructure.get().kafka())) {
            for (int round = 1; round <= ROUNDS; round++) {
                long before = sent;
                for (int i = 0; i < SAMPLES_PER_ROUND; i++, sent++) {
                    int step = (int) (sent / MACHINES);
                    producer.send(Samples.sample(
                            machines.get((int) (sent % MACHINES)), START.plusSeconds(300L * step), sent));
                    expected += sent + 1;
                }
                producer.flush();
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> stored(machines) > before);
                LockSupport.parkNanos(random.nextInt(200_000_000));
                long atKill = stored(machines);
                service.killAndRestart();
                assertThat(atKill)
                        .as("seed %d: it was killed in the middle", SEED)
                        .isGreaterThan(before);
            }
            assertThat(producer.failed()).isZero();
        }

        long all = sent;
        await().atMost(PATIENCE).until(() -> stored(machines) >= all);
        assertThat(stored(machines)).as("seed %d", SEED).isEqualTo(all);
        assertThat(count(
                        "SELECT sum(cpu_microseconds) FROM usage_sample JOIN vps USING (vps_no) WHERE " + of(machines)))
                .isEqualTo(expected);
        assertThat(count("SELECT count(*) FROM sample_conflict")).isZero();
        await().atMost(PATIENCE)
                .until(() -> count("SELECT coalesce(sum(samples), 0) FROM usage_month JOIN vps USING (vps_no) WHERE "
                                + of(machines))
                        == all);
    }

    @Test
    void shouldLoseNothingThatWasAcknowledgedWhenTheBrokerIsAway() {
        List<UUID> machines = machines("10.10.1.");
        try (SampleProducer producer = new SampleProducer(Infrastructure.get().kafka())) {
            send(producer, machines, 0, 2_000);
            await().atMost(PATIENCE).until(() -> stored(machines) > 0);

            Infrastructure.get().kafka().kill();
            send(producer, machines, 2_000, 4_000);
            await().pollDelay(OUTAGE).atMost(OUTAGE.plusSeconds(5)).until(() -> true);
            long acknowledged = producer.acknowledged();
            Infrastructure.get().kafka().restart();
            producer.flush();

            assertThat(producer.acknowledged()).isGreaterThanOrEqualTo(acknowledged);
            assertThat(producer.acknowledged() + producer.failed()).isEqualTo(4_000);
            await().atMost(PATIENCE).until(() -> stored(machines) >= producer.acknowledged());
            assertThat(stored(machines)).isBetween(producer.acknowledged(), 4_000L);
        }
    }

    @Test
    void shouldLoseAndDoubleNothingWhenASecondProcessJoinsInMidStreamAndDies() {
        List<UUID> machines = machines("10.10.2.");
        AtomicInteger sent = new AtomicInteger();
        try (SampleProducer producer = new SampleProducer(Infrastructure.get().kafka())) {
            CompletableFuture<ServiceProcess> joining = CompletableFuture.supplyAsync(OutageIT::launch);
            try {
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
                    send(producer, machines, sent.get(), sent.addAndGet(200));
                    producer.flush();
                    return joining.isDone() && hasStored(joining.join());
                });
            } finally {
                joining.join().kill();
            }
            send(producer, machines, sent.get(), sent.addAndGet(5_000));
            producer.flush();
            assertThat(producer.failed()).isZero();
        }

        long all = sent.get();
        await().atMost(PATIENCE).until(() -> stored(machines) >= all);
        assertThat(stored(machines)).isEqualTo(all);
        assertThat(count(
                        "SELECT sum(cpu_microseconds) FROM usage_sample JOIN vps USING (vps_no) WHERE " + of(machines)))
                .isEqualTo(all * (all + 1) / 2);
        assertThat(count("SELECT count(*) FROM sample_conflict")).isZero();
    }

    private static ServiceProcess launch() {
        return ServiceProcess.start(
                Infrastructure.get().postgres(),
                Infrastructure.get().kafka(),
                null,
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC");
    }

    private static boolean hasStored(ServiceProcess process) throws Exception {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(HttpRequest.newBuilder(process.uri("/q/metrics")).build(), HttpResponse.BodyHandlers.ofString())
                .body()
                .contains("usage_samples_total{outcome=\"stored\"");
    }

    private static void send(SampleProducer producer, List<UUID> machines, int from, int to) {
        for (int i = from; i < to; i++) {
            producer.send(Samples.sample(machines.get(i % MACHINES), START.plusSeconds(300L * (i / MACHINES)), i));
        }
    }

    private static List<UUID> machines(String network) {
        List<UUID> machines = new ArrayList<>();
        for (int i = 0; i < MACHINES; i++) {
            machines.add(newVps(UUID.randomUUID(), network + i, START));
        }
        return machines;
    }

    private static long stored(List<UUID> machines) {
        return count("SELECT count(*) FROM usage_sample JOIN vps USING (vps_no) WHERE " + of(machines));
    }

    private static String of(List<UUID> machines) {
        return "vps_id IN ('"
                + String.join("','", machines.stream().map(UUID::toString).toList()) + "')";
    }
}
