package com.estflux.privacy.metrics.sample;

import static com.estflux.privacy.metrics.fixture.Samples.json;
import static com.estflux.privacy.metrics.fixture.Samples.sample;
import static com.estflux.privacy.metrics.fixture.Suite.count;
import static com.estflux.privacy.metrics.fixture.Suite.newVps;
import static com.estflux.privacy.metrics.fixture.Suite.publish;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.estflux.privacy.metrics.fixture.Suite;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The README's table of outcomes, line by line; {@code SampleBatchTest} has the bounds of time and plausibility. */
@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "metrics"))
class OutcomesTest {

    private static final Instant START = Instant.parse("2026-03-10T10:00:00Z");
    /** As the test's configuration has it. */
    private static final int QUARANTINE_LIMIT = 2_000;

    @Inject
    Quarantine quarantine;

    @Test
    void shouldGiveEveryLineItsOutcome() {
        UUID vpsId = newVps(UUID.randomUUID(), "10.7.0.1", START);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String good = json(sample(vpsId, START.plusSeconds(1_200), 1));
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put(json(sample(vpsId, START.plusSeconds(1_800), 1)), "stored");
        lines.put(json(sample(vpsId, START, 1)), "stored"); // out of order, and a gap after it
        lines.put(json(sample(vpsId, now.plus(Duration.ofMinutes(4)), 1)), "stored"); // a little ahead
        lines.put(json(sample(vpsId, now.plus(Duration.ofMinutes(6)), 1)), "in-the-future");
        lines.put(json(sample(vpsId, now.plus(Duration.ofDays(400)), 1)), "in-the-future"); // clock-skewed
        lines.put(json(sample(vpsId, Instant.EPOCH, 1)), "too-late");
        lines.put(json(sample(vpsId, START, 2)), "conflict");
        lines.put(good.replace("\"cpuMicroseconds\":2", "\"cpuMicroseconds\":-2"), "out-of-range: cpuMicroseconds");
        lines.put(good.replace("\"cpuMicroseconds\":2", "\"cpuMicroseconds\":NaN"), "malformed-json");
        lines.put(
                good.replace("\"cpuMicroseconds\":2", "\"cpuMicroseconds\":1e400"),
                "not-a-whole-number: cpuMicroseconds");
        lines.put(
                good.replace("\"cpuMicroseconds\":2", "\"cpuMicroseconds\":" + "9".repeat(29)),
                "out-of-range: cpuMicroseconds");
        lines.put(good.replace("\"cpuMicroseconds\":2", "\"cpuMicroseconds\":9007199254740991"), "implausible-figure");
        lines.put(good.replace("\"intervalSeconds\":300", "\"intervalSeconds\":3601"), "interval-out-of-range");
        lines.put(good.replace("{", "{\"customer\":\"Ada Lovelace\","), "unknown-field");

        ValidatableResponse answer = post(List.copyOf(lines.keySet())).statusCode(200);

        List<String> outcomes = List.copyOf(lines.values());
        List<Integer> refused = IntStream.range(0, outcomes.size())
                .filter(i -> !outcomes.get(i).equals("stored"))
                .mapToObj(i -> i + 1)
                .toList();
        answer.body("stored", equalTo(3))
                .body("refused.line", equalTo(refused))
                .body(
                        "refused.reason",
                        equalTo(refused.stream()
                                .map(line -> outcomes.get(line - 1))
                                .toList()));
        post(List.of(json(sample(vpsId, START, 1)))).body("duplicates", equalTo(1));
        assertThat(count("SELECT count(*) FROM sample_conflict WHERE vps_id = '" + vpsId + "'"))
                .isEqualTo(1);
    }

    @Test
    void shouldQuarantineTheUnknownForABoundedTimeAndThenReportIt() {
        UUID vpsId = UUID.randomUUID();
        post(List.of(json(sample(vpsId, START, 1)), json(sample(vpsId, START.plusSeconds(300), 1))))
                .body("quarantined", equalTo(2));
        post(List.of(json(sample(vpsId, START, 1)), json(sample(vpsId, START, 7))))
                .body("duplicates", equalTo(1))
                .body("refused.reason", equalTo(List.of("conflict")));

        quarantine.giveUp().await().indefinitely();
        assertThat(waiting(vpsId)).isEqualTo(2);
        Suite.execute("UPDATE quarantined_sample SET quarantined_at = quarantined_at - interval '25 hours' WHERE vps_id"
                + " = '" + vpsId + "'");
        quarantine.giveUp().await().indefinitely();

        assertThat(waiting(vpsId)).isZero();
        assertThat(count("SELECT samples FROM quarantine_report WHERE vps_id = '" + vpsId + "' AND first_sampled_at = '"
                        + START + "'"))
                .isEqualTo(2);
    }

    @Test
    void shouldRefuseRatherThanDropWhatAFullQuarantineHasNoRoomFor() {
        UUID vpsId = UUID.randomUUID();
        List<String> flood = new ArrayList<>();
        for (int i = 0; i <= QUARANTINE_LIMIT; i++) {
            flood.add(json(sample(vpsId, START.plusSeconds(i), 1)));
        }
        String last = flood.remove(QUARANTINE_LIMIT);
        long before = count("SELECT count(*) FROM quarantined_sample");
        post(flood.subList(0, (int) (QUARANTINE_LIMIT - before))).body("refusedCount", equalTo(0));

        post(List.of(last)).body("quarantined", equalTo(0)).body("refused.reason", equalTo(List.of("quarantine-full")));
        post(
                        List.of(last.replace("sampledAt", "readAt").replace("\"intervalSeconds\":300", "\"boot\":1")),
                        "/v1/counters")
                .statusCode(200);
        int lettersBefore = letters();
        publish(sample(vpsId, START.minusSeconds(1), 1));
        await().atMost(Duration.ofSeconds(20)).until(() -> letters() == lettersBefore + 1);

        Suite.execute("DELETE FROM quarantined_sample WHERE vps_id = '" + vpsId + "'");
        Suite.execute("DELETE FROM counter_reading WHERE vps_id = '" + vpsId + "'");
    }

    private static int letters() {
        return (int) Suite.KAFKA.values("metrics.dead-letters.v1").stream()
                .filter(letter -> letter.contains("quarantine is full"))
                .count();
    }

    private static long waiting(UUID vpsId) {
        return count("SELECT count(*) FROM quarantined_sample WHERE vps_id = '" + vpsId + "'");
    }

    private static ValidatableResponse post(List<String> lines) {
        return post(lines, "/v1/samples");
    }

    private static ValidatableResponse post(List<String> lines, String path) {
        return given().auth()
                .oauth2(Identities.token(Roles.USAGE_COLLECTOR))
                .contentType("application/x-ndjson")
                .body(lines.stream().collect(Collectors.joining("\n")).getBytes(StandardCharsets.UTF_8))
                .post(path)
                .then();
    }
}
