package com.estflux.privacy.metrics.capacity;

import static com.estflux.privacy.metrics.fixture.Suite.count;
import static com.estflux.privacy.metrics.fixture.Suite.newVps;
import static com.estflux.privacy.metrics.fixture.Suite.publish;
import static com.estflux.privacy.metrics.fixture.Suite.receipt;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.consent.ObjectionChanged;
import com.estflux.privacy.contracts.consent.ObjectionState;
import com.estflux.privacy.contracts.rights.SubjectRestrict;
import com.estflux.privacy.metrics.fixture.Samples;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "metrics"))
class CapacityTest {

    private static final Instant START = Instant.parse("2026-02-10T10:00:00Z");

    @Test
    void shouldShowNoGroupOfFewAndNobodyWhoObjectsOrIsRestricted() {
        List<UUID> subjects = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            UUID subject = UUID.randomUUID();
            subjects.add(subject);
            UUID vpsId = newVps(subject, "10.6.0." + i, START);
            Samples.deliver(List.of(Samples.sample(vpsId, START, 1_000)));
            place(vpsId, i < 6 ? "plan-a" : i < 11 ? "plan-b" : "plan-c", 204);
        }

        // One customer is alone on plan c; plan b is the smaller of the others and hides that one.
        assertThat(capacity().getList("groups.value")).containsExactly("(other)", "plan-a");
        assertThat(capacity().getInt("groups[0].vps")).isEqualTo(6);
        assertThat(capacity().getLong("groups[1].cpuMicroseconds")).isEqualTo(6 * 1_001);

        publish(new ObjectionChanged(
                subjects.get(0), CapacityService.PURPOSE, ObjectionState.RAISED, UUID.randomUUID(), 2, START));
        publish(new ObjectionChanged(subjects.get(1), "security", ObjectionState.UPHELD, UUID.randomUUID(), 1, START));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> capacity().getList("groups.value").equals(List.of("(other)", "plan-a"))
                        && capacity().getInt("groups[1].vps") == 5);
        publish(new ObjectionChanged(
                subjects.get(0), CapacityService.PURPOSE, ObjectionState.LIFTED, UUID.randomUUID(), 1, START));
        UUID command = UUID.randomUUID();
        publish(new SubjectRestrict(command, UUID.randomUUID(), subjects.get(1), List.of(), List.of("metrics"), START));
        receipt(command);

        // Plan a is down to four: with the one on plan c there are enough to stand together.
        assertThat(capacity().getList("groups.value")).containsExactly("(other)", "plan-b");
        assertThat(capacity().getInt("groups[0].vps")).isEqualTo(5);
        assertThat(count("SELECT count(*) FROM objecting_subject WHERE subject_id = '" + subjects.get(0)
                        + "' AND objects"))
                .isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatItCannotAnswer() {
        place(UUID.randomUUID(), "plan-a", 404);
        given().auth()
                .oauth2(Identities.token(Roles.OPERATOR))
                .queryParam("by", "customer")
                .get("/v1/capacity")
                .then()
                .statusCode(400);
        given().auth()
                .oauth2(Identities.token(Roles.SUPPORT_AGENT))
                .get("/v1/capacity")
                .then()
                .statusCode(403);
    }

    private static void place(UUID vpsId, String plan, int status) {
        given().auth()
                .oauth2(Identities.token(Roles.ACCOUNT_SYSTEM))
                .contentType("application/json")
                .body("{\"host\":\"tll1-node7\",\"plan\":\"" + plan + "\",\"region\":\"tll1\"}")
                .put("/v1/vps/{vpsId}/placement", vpsId)
                .then()
                .statusCode(status);
    }

    private static JsonPath capacity() {
        return given().auth()
                .oauth2(Identities.token(Roles.OPERATOR))
                .queryParam("by", "plan")
                .queryParam("from", "2026-02-10")
                .queryParam("to", "2026-02-11")
                .get("/v1/capacity")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
