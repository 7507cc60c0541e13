package com.estflux.privacy.retention.rule;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.retention.RulePublished;
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
import java.util.List;
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
    void shouldDraftAVersionAndPutItInForceOnceAnotherOfficerApproves() {
        String key = UUID.randomUUID().toString();
        add("ip-assignment", version(today.plusDays(30), "P6M"), key)
                .statusCode(201)
                .body("version", is(2))
                .body("approvedAt", nullValue());
        add("ip-assignment", version(today.plusDays(30), "P6M"), key)
                .statusCode(201)
                .body("version", is(2));
        String other = Identities.staffToken("officer-two", Roles.PRIVACY_OFFICER);

        approve(Identities.token(Roles.PRIVACY_OFFICER), "ip-assignment", 2).statusCode(403);
        approve(Identities.token(Roles.AUDITOR), "ip-assignment", 2).statusCode(403);
        assertThat(published("ip-assignment"))
                .allMatch(rule -> rule.revision() == 1)
                .isNotEmpty();
        approve(other, "ip-assignment", 2).statusCode(200).body("approvedAt", notNullValue());
        approve(other, "ip-assignment", 2).statusCode(409);
        approve(other, "ip-assignment", 3).statusCode(404);

        await().untilAsserted(() -> assertThat(published("ip-assignment"))
                .filteredOn(rule -> rule.revision() == 2)
                .singleElement()
                .satisfies(rule -> assertThat(rule.versions())
                        .extracting(version -> version.version() + " " + version.period())
                        .containsExactly("1 P1Y", "2 P6M")));
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
    void shouldNotApproveADraftOnceALaterVersionWasApproved() {
        String other = Identities.staffToken("officer-two", Roles.PRIVACY_OFFICER);
        add("resource-usage", version(today, "P2Y"), "one-" + UUID.randomUUID()).statusCode(201);
        add("resource-usage", version(today, "P3Y"), "two-" + UUID.randomUUID()).statusCode(201);

        approve(other, "resource-usage", 3).statusCode(200);
        approve(other, "resource-usage", 2).statusCode(409);
        given().auth()
                .oauth2(Identities.token(Roles.AUDITOR))
                .get("/v1/rules")
                .then()
                .body("find { it.category == 'resource-usage' }.version", is(3));
    }

    @Test
    void shouldRefuseWhatThePolicyLeavesNoRoomFor() {
        refused("traffic-volume", version(today, "P0D"));
        refused("server-log", version(today, "P91D"));
        refused("server-log", version(today, "P3M"));
        Map<String, Object> billing = version(today, "P6Y");
        billing.put("countedFrom", "end-of-financial-year");
        billing.put("onErasure", "retain");
        refused("billing-record", billing);
        billing.put("period", "P7Y");
        billing.put("onErasure", "erase");
        refused("billing-record", billing);
        billing.put("onErasure", "retain");
        billing.put("countedFrom", "start");
        refused("billing-record", billing);
        Map<String, Object> endless = version(today, "P1D");
        endless.remove("period");
        refused("server-log", endless);
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

    private static void refused(String category, Map<String, Object> version) {
        add(category, version, UUID.randomUUID().toString())
                .statusCode(400)
                .body("type", org.hamcrest.Matchers.containsString("rule-out-of-bounds"));
    }

    private static ValidatableResponse approve(String token, String category, int version) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .post("/v1/rules/" + category + "/versions/" + version + "/approval")
                .then();
    }

    private static List<RulePublished> published(String category) {
        return World.said(Topic.RETENTION_RULES, RulePublished.class).stream()
                .filter(rule -> rule.category().key().equals(category))
                .toList();
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
