package com.estflux.privacy.retention.rule;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.retention.fixture.Impatience;
import com.estflux.privacy.retention.fixture.World;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Impatience.class)
class RuleResourceTest {

    private final LocalDate today = LocalDate.now(ZoneId.of("Europe/Tallinn"));

    @Test
    void shouldShipARuleForEveryCategoryOfThePolicy() {
        given().auth()
                .oauth2(Identities.newCustomer().token())
                .get("/v1/rules")
                .then()
                .statusCode(200)
                .body(
                        "category",
                        hasItems("account", "billing-record", "support-correspondence", "server-log", "dsr-case"))
                .body("find { it.category == 'billing-record' }.period", equalTo("P7Y"))
                .body("find { it.category == 'billing-record' }.controllersDecision", is(false))
                .body("find { it.category == 'dsr-case' }.controllersDecision", is(true));
    }

    @Test
    void shouldAddAVersionWithoutTouchingEarlierOnes() {
        String key = UUID.randomUUID().toString();
        add("ip-assignment", version(today.plusDays(30), "P6M"), key)
                .statusCode(201)
                .body("version", is(2));
        add("ip-assignment", version(today.plusDays(30), "P6M"), key)
                .statusCode(201)
                .body("version", is(2));

        given().auth()
                .oauth2(Identities.token(Roles.AUDITOR))
                .get("/v1/rules/ip-assignment/versions")
                .then()
                .statusCode(200)
                .body("version", equalTo(java.util.List.of(2, 1)))
                .body("[1].period", equalTo("P1Y"));
        given().auth()
                .oauth2(Identities.token(Roles.AUDITOR))
                .get("/v1/rules")
                .then()
                .body("find { it.category == 'ip-assignment' }.version", is(1));
        add("ip-assignment", version(today, "P6M"), UUID.randomUUID().toString())
                .statusCode(409);
    }

    @Test
    void shouldRefuseThePastUnknownFieldsAndOthers() {
        String key = UUID.randomUUID().toString();
        add("server-log", version(today.minusDays(1), "P30D"), key).statusCode(400);
        Map<String, Object> odd = version(today, "P30D");
        odd.put("version", 7);
        add("server-log", odd, key).statusCode(400);
        add("server-log", version(today, "-P30D"), key).statusCode(400);
        given().auth()
                .oauth2(Identities.token(Roles.AUDITOR))
                .contentType(ContentType.JSON)
                .body(version(today, "P30D"))
                .post("/v1/rules/server-log/versions")
                .then()
                .statusCode(403);
        given().get("/v1/rules").then().statusCode(401);
        given().auth()
                .oauth2(Identities.token(Roles.AUDITOR))
                .get("/v1/rules/nothing-known/versions")
                .then()
                .statusCode(404);
    }

    @Test
    void shouldNotLetTheServiceEditHistory() {
        assertThat(World.number("SELECT count(*) FROM information_schema.role_table_grants"
                        + " WHERE table_name = 'retention_rule' AND grantee = 'retention'"
                        + " AND privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE')"))
                .isZero();
    }

    private static ValidatableResponse add(String category, Map<String, Object> version, String key) {
        return given().auth()
                .oauth2(Identities.token(Roles.PRIVACY_OFFICER))
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(version)
                .post("/v1/rules/" + category + "/versions")
                .then();
    }

    private static Map<String, Object> version(LocalDate from, String period) {
        return new HashMap<>(Map.of(
                "effectiveFrom", from.toString(),
                "period", period,
                "countedFrom", "start",
                "startsWhen", "closed",
                "onErasure", "erase",
                "legalBasis", "GDPR Art. 6(1)(f)",
                "explanation", "Shorter."));
    }
}
