package com.estflux.privacy.platform.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.estflux.privacy.platform.Database;
import com.estflux.privacy.platform.Tokens;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class AccessTest {

    @Test
    void shouldRefuseMissingToken() {
        long before = refusals();
        given().get("/v1/probe/staff")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer");
        assertThat(refusals()).isEqualTo(before + 1);
    }

    @Test
    void shouldRefuseUnsignedToken() {
        refused(Tokens.unsigned(Identities.newCustomer().token()));
    }

    @Test
    void shouldRefuseTamperedToken() {
        String token = Identities.newCustomer().token();
        open(token).statusCode(200);
        refused(Tokens.tampered(token));
        open(token).statusCode(200);
    }

    @Test
    void shouldRefuseTokenForOtherAudience() {
        refused(Tokens.forOtherAudience(Identities.newCustomer()));
    }

    @Test
    void shouldRefuseTokenOfOtherIssuer() {
        refused(Tokens.ofOtherIssuer());
    }

    @Test
    void shouldRefuseNonsense() {
        refused("secret-nonsense");
    }

    private static void refused(String token) {
        for (String path : List.of("/v1/probe/staff", "/v1/probe/open", "/v1/probe/subjects/" + UUID.randomUUID())) {
            long before = refusals();
            given().auth()
                    .oauth2(token)
                    .get(path)
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .header("WWW-Authenticate", startsWith("Bearer"))
                    .body("type", equalTo("https://estflux.com/problems/unauthenticated"))
                    .body(not(containsString("secret")))
                    .body(not(containsString("audience")))
                    .body(not(containsString("xception")));
            assertThat(refusals()).as(path).isEqualTo(before + 1);
        }
    }

    @Test
    void shouldRefuseTokenOnceItExpired() {
        Customer customer = Identities.newCustomer();
        String token = Tokens.expiringSoon(customer);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> open(token).statusCode(401).header("WWW-Authenticate", startsWith("Bearer")));
        open(customer.token()).statusCode(200);
    }

    @Test
    void shouldRefuseWrongRoleAndRecordWho() {
        Customer customer = Identities.newCustomer();
        long last = Database.count("SELECT coalesce(max(id), 0) FROM audit_entry");
        given().auth()
                .oauth2(customer.token())
                .get("/v1/probe/staff")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("https://estflux.com/problems/forbidden"));
        assertThat(Database.query(
                        "SELECT actor || ' ' || reason FROM audit_entry WHERE id > ? AND outcome = 'REFUSED'"
                                + " AND object_id = 'ProbeResource.staff'",
                        last))
                .singleElement()
                .asString()
                .startsWith("customer:")
                .endsWith(" forbidden")
                .doesNotContain(customer.subjectId().toString());
    }

    @Test
    void shouldDenyWhatDeclaresNothing() {
        given().get("/v1/probe/undeclared").then().statusCode(401);
        given().auth()
                .oauth2(Identities.token("privacy-officer"))
                .get("/v1/probe/undeclared")
                .then()
                .statusCode(403);
    }

    @Test
    void shouldNotRevealAnothersData() {
        Customer customer = Identities.newCustomer();
        UUID other = Identities.newCustomer().subjectId();
        own(customer.token(), customer.subjectId()).statusCode(200);
        long before = Database.count("SELECT count(*) FROM audit_entry WHERE action = 'subject.access'");

        String anothers = own(customer.token(), other).statusCode(404).extract().asString();
        String nobodys = own(customer.token(), UUID.randomUUID())
                .statusCode(404)
                .extract()
                .asString();

        assertThat(anothers).isEqualTo(nobodys).doesNotContain(other.toString());
        assertThat(Database.count("SELECT count(*) FROM audit_entry WHERE action = 'subject.access'"))
                .isEqualTo(before + 2);
        assertThat(Database.dump())
                .doesNotContain(other.toString())
                .doesNotContain(customer.subjectId().toString());
        own(Identities.token("privacy-officer"), other).statusCode(200);
        own(Identities.token("support-agent"), other).statusCode(403);
    }

    @Test
    void shouldKnowCallerWhereNobodyNeedsToBe() {
        open(Identities.newCustomer().token()).statusCode(200).body("actor", startsWith("customer:"));
        given().get("/v1/probe/open").then().statusCode(200).body("actor", equalTo("anonymous"));
    }

    private static ValidatableResponse open(String token) {
        return given().auth().oauth2(token).get("/v1/probe/open").then();
    }

    private static ValidatableResponse own(String token, UUID subject) {
        return given().auth().oauth2(token).get("/v1/probe/subjects/" + subject).then();
    }

    private static long refusals() {
        return Database.count("SELECT count(*) FROM audit_entry WHERE outcome = 'REFUSED' AND actor = 'anonymous'");
    }
}
