package com.estflux.privacy.consent.policy;

import static com.estflux.privacy.consent.fixture.ConsentApi.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.estflux.privacy.consent.fixture.Database;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import com.estflux.privacy.platform.testing.quarkus.TestClock;
import com.estflux.privacy.platform.time.Tallinn;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Customers are told once at most, however often mailers die; at the pace that was set; and progress shows. */
@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class MailingTest {

    private static final int PER_MINUTE = 600;

    private static final List<UUID> CUSTOMERS = new ArrayList<>();

    /** So many are not to be on other tests' lists. */
    @AfterEach
    void closeAccounts() {
        TestClock.get().reset();
        String ids = CUSTOMERS.stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));
        Database.execute("UPDATE subject SET account_state = 'closed' WHERE subject_id IN (" + ids + ")");
    }

    @Test
    void shouldHandOutEachOnceAtThePaceThatWasSet() throws InterruptedException, ExecutionException {
        TestClock.get().set(Instant.now());
        customers("open", 1_000);
        UUID closed = customers("open", 1).iterator().next();
        String version = published();
        Database.execute("UPDATE subject SET account_state = 'closed' WHERE subject_id = '" + closed + "'");
        long recipients = progress(version).getLong("recipients");
        assertThat(recipients).isGreaterThan(1_000);

        // Four mailers at once; none of them hears of what another got. Some die before they mail or confirm.
        List<UUID> claimed = new ArrayList<>();
        claimed.addAll(claimConcurrently(version));
        assertThat(claimed).hasSize(PER_MINUTE);
        assertThat(claim(version, 100)).isEmpty();
        assertThat(progress(version).getLong("claimed")).isEqualTo(PER_MINUTE);
        assertThat(progress(version).getLong("confirmed")).isZero();
        List<UUID> mailed = claimed.subList(0, 500);
        confirm(version, mailed);
        confirm(version, mailed);
        assertThat(progress(version).getLong("confirmed")).isEqualTo(500);

        for (long left = recipients - PER_MINUTE; left > 0; left -= PER_MINUTE) {
            TestClock.get().advance(Duration.ofSeconds(61));
            claimed.addAll(claimConcurrently(version));
        }
        assertThat(new HashSet<>(claimed)).hasSameSizeAs(claimed).doesNotContain(closed);
        assertThat(claimed).hasSize((int) recipients);
        assertThat(progress(version).getLong("claimed")).isEqualTo(recipients);
        assertThat(progress(version).getLong("outOfReach")).isPositive();
        assertThat(progress(version).getBoolean("complete")).isFalse();
        for (int from = 0; from < claimed.size(); from += 900) {
            confirm(version, claimed.subList(from, Math.min(claimed.size(), from + 900)));
        }
        assertThat(progress(version).getBoolean("complete")).isTrue();
    }

    @Test
    void shouldConfirmOnlyWhatWasHandedOut() {
        UUID customer = customers("open", 1).iterator().next();
        String version = published();

        confirm(version, List.of(customer));

        assertThat(progress(version).getLong("confirmed")).isZero();
        as("account-system")
                .body(Map.of("limit", 1))
                .post("/v1/policies/nosuch/mailing/claims")
                .then()
                .statusCode(404);
        as("auditor").get("/v1/policies/nosuch/mailing").then().statusCode(404);
        as("privacy-officer")
                .body(Map.of("limit", 1))
                .post("/v1/policies/" + version + "/mailing/claims")
                .then()
                .statusCode(403);
    }

    private static List<UUID> claimConcurrently(String version) throws InterruptedException, ExecutionException {
        ExecutorService mailers = Executors.newFixedThreadPool(4);
        try {
            List<UUID> claimed = new ArrayList<>();
            List<Callable<List<UUID>>> claims = IntStream.range(0, 16)
                    .<Callable<List<UUID>>>mapToObj(i -> () -> claim(version, 90))
                    .toList();
            for (Future<List<UUID>> claim : mailers.invokeAll(claims)) {
                claimed.addAll(claim.get());
            }
            return claimed;
        } finally {
            mailers.shutdown();
        }
    }

    private static List<UUID> claim(String version, int limit) {
        return as("account-system")
                .body(Map.of("limit", limit))
                .post("/v1/policies/" + version + "/mailing/claims")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("subjectIds", UUID.class);
    }

    private static void confirm(String version, List<UUID> mailed) {
        as("account-system")
                .body(Map.of("subjectIds", mailed))
                .post("/v1/policies/" + version + "/mailing/confirmations")
                .then()
                .statusCode(204);
    }

    private static JsonPath progress(String version) {
        return as("privacy-officer")
                .get("/v1/policies/" + version + "/mailing")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static Set<UUID> customers(String state, int count) {
        Set<UUID> ids = new HashSet<>();
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < count; i++) {
            UUID id = UUID.randomUUID();
            ids.add(id);
            rows.append(i == 0 ? "" : ",")
                    .append("('")
                    .append(id)
                    .append("', '")
                    .append(state)
                    .append("')");
        }
        CUSTOMERS.addAll(ids);
        Database.execute("INSERT INTO subject (subject_id, account_state) VALUES " + rows);
        return ids;
    }

    private static String published() {
        String version = "m" + UUID.randomUUID().toString().substring(0, 8);
        as("privacy-officer")
                .body(Map.of(
                        "material",
                        true,
                        "effectiveOn",
                        Tallinn.today(TestClock.get()).toString(),
                        "texts",
                        Map.of("en", "text")))
                .put("/v1/policies/" + version)
                .then()
                .statusCode(200);
        as("privacy-officer")
                .post("/v1/policies/" + version + "/publication")
                .then()
                .statusCode(200)
                .body("status", equalTo("published"));
        return version;
    }
}
