package com.estflux.privacy.consent.objection;

import static com.estflux.privacy.consent.fixture.ConsentApi.as;
import static com.estflux.privacy.consent.fixture.ConsentApi.mayWe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.estflux.privacy.consent.fixture.Events;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.consent.ObjectionChanged;
import com.estflux.privacy.contracts.consent.ObjectionState;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class ObjectionResourceTest {

    @Test
    void shouldStopOnObjectionAndFollowTheRuling() {
        Customer customer = Identities.newCustomer();
        String path = "/v1/subjects/" + customer.subjectId() + "/objections/security";

        as(customer)
                .body(Map.of("state", "raised"))
                .put(path)
                .then()
                .statusCode(200)
                .body("revision", equalTo(1));
        JsonPath meanwhile = mayWe(customer.subjectId(), "security");
        assertThat(meanwhile.getBoolean("allowed")).isTrue();
        assertThat(meanwhile.getString("reason")).isEqualTo("objection-pending");
        as("privacy-officer")
                .body(Map.of("ruling", "upheld", "grounds", "no compelling grounds"))
                .put(path + "/ruling")
                .then()
                .statusCode(200);
        assertThat(mayWe(customer.subjectId(), "security").getString("reason")).isEqualTo("objection");
        as("privacy-officer")
                .body(Map.of("ruling", "overridden", "grounds", "an attack is under way"))
                .put(path + "/ruling")
                .then()
                .statusCode(200);
        assertThat(mayWe(customer.subjectId(), "security").getString("reason")).isEqualTo("objection-overridden");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Events.heard(Topic.CONSENT_CHANGES, ObjectionChanged.class))
                        .filteredOn(event -> event.subjectId().equals(customer.subjectId()))
                        .extracting(ObjectionChanged::state)
                        .endsWith(ObjectionState.OVERRIDDEN));
    }

    @Test
    void shouldRefuseRulingWithoutObjectionOrGrounds() {
        Customer customer = Identities.newCustomer();
        String path = "/v1/subjects/" + customer.subjectId() + "/objections/service-improvement";

        as("privacy-officer")
                .body(Map.of("ruling", "overridden", "grounds", "because"))
                .put(path + "/ruling")
                .then()
                .statusCode(409);
        as(customer).body(Map.of("state", "raised")).put(path).then().statusCode(200);
        as("privacy-officer")
                .body(Map.of("ruling", "overridden", "grounds", " "))
                .put(path + "/ruling")
                .then()
                .statusCode(400);
        as(customer)
                .body(Map.of("ruling", "overridden", "grounds", "mine"))
                .put(path + "/ruling")
                .then()
                .statusCode(403);
        assertThat(mayWe(customer.subjectId(), "service-improvement").getBoolean("allowed"))
                .isFalse();
        as(customer).body(Map.of("state", "lifted")).put(path).then().statusCode(200);
        assertThat(mayWe(customer.subjectId(), "service-improvement").getBoolean("allowed"))
                .isTrue();
    }

    @Test
    void shouldAnswerARepeatedObjectionAsItStands() {
        Customer customer = Identities.newCustomer();
        String path = "/v1/subjects/" + customer.subjectId() + "/objections/security";
        for (int i = 0; i < 2; i++) {
            as(customer)
                    .body(Map.of("state", "raised"))
                    .put(path)
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("raised"))
                    .body("revision", equalTo(1));
        }
        for (int i = 0; i < 2; i++) {
            as(customer)
                    .body(Map.of("state", "lifted"))
                    .put(path)
                    .then()
                    .statusCode(200)
                    .body("revision", equalTo(2));
        }
    }

    @Test
    void shouldPointToWithdrawalWhereThereIsOne() {
        Customer customer = Identities.newCustomer();
        for (String purpose : List.of("marketing-email", "web-analytics")) {
            as(customer)
                    .body(Map.of("state", "raised"))
                    .put("/v1/subjects/" + customer.subjectId() + "/objections/" + purpose)
                    .then()
                    .statusCode(409)
                    .body("detail", containsString("/consents/{purpose} with decision withdrawn"));
        }
    }

    @Test
    void shouldRefuseObjectionToWhatRestsOnAnotherBasis() {
        Customer customer = Identities.newCustomer();

        as(customer)
                .body(Map.of("state", "raised"))
                .put("/v1/subjects/" + customer.subjectId() + "/objections/billing")
                .then()
                .statusCode(409)
                .body("legalBasis", equalTo("contract"));
        as(Identities.newCustomer())
                .body(Map.of("state", "raised"))
                .put("/v1/subjects/" + customer.subjectId() + "/objections/security")
                .then()
                .statusCode(404);
    }
}
