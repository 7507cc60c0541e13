package com.estflux.privacy.dsr;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.rights.SubjectRestrict;
import com.estflux.privacy.contracts.rights.SubjectUnrestrict;
import com.estflux.privacy.dsr.fixture.AccountSystem;
import com.estflux.privacy.dsr.fixture.Api;
import com.estflux.privacy.dsr.fixture.Mailbox;
import com.estflux.privacy.dsr.fixture.World;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import com.estflux.privacy.platform.testing.quarkus.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "dsr"))
@QuarkusTestResource(Mailbox.class)
@QuarkusTestResource(AccountSystem.class)
class RequestFlowTest {

    private static final Pattern CODE = Pattern.compile("\\b[2-9A-HJKMNP-Z]{10}\\b");

    @BeforeEach
    void storesAreKnown() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(40));
        Awaitility.setDefaultPollInterval(Duration.ofMillis(300));
        World.announceStores();
        await().untilAsserted(() -> given().auth()
                .oauth2(Api.officer())
                .get("/v1/stores")
                .then()
                .statusCode(200)
                .body("items.storeId", org.hamcrest.Matchers.hasItems("account", "billing", "dsr", "support")));
    }

    @AfterEach
    void timeIsReal() {
        TestClock.get().reset();
    }

    @Test
    void shouldMailACodeWhenTheLoginIsOld() {
        Customer customer = Identities.newCustomer();
        AccountSystem.knows(customer.subjectId(), customer.email());
        TestClock.get().advance(Duration.ofMinutes(20));
        UUID requestId = Api.open(customer, "erasure");
        assertThat(Api.status(requestId)).isEqualTo("awaiting-identity");

        String code = code(customer.email());
        Api.post(customer.token(), "/" + requestId + "/identity", Map.of("code", "WRONG23456"))
                .statusCode(422);
        Api.post(Identities.newCustomer().token(), "/" + requestId + "/identity", Map.of("code", code))
                .statusCode(404);
        Api.post(customer.token(), "/" + requestId + "/identity", Map.of("code", code))
                .statusCode(200)
                .body("status", is("planning"));
        Api.post(customer.token(), "/" + requestId + "/identity", Map.of("code", code))
                .statusCode(409);
        assertThat(Api.timeline(requestId)).contains("identity-code-refused", "identity-verified");
    }

    @Test
    void shouldVoidACodeAfterTooManyTriesAndAfterItsTime() {
        Customer customer = Identities.newCustomer();
        AccountSystem.knows(customer.subjectId(), customer.email());
        TestClock.get().advance(Duration.ofMinutes(20));
        UUID requestId = Api.open(customer, "access");
        String code = code(customer.email());
        for (int i = 0; i < 5; i++) {
            Api.post(customer.token(), "/" + requestId + "/identity", Map.of("code", "WRONG23456"))
                    .statusCode(422);
        }
        Api.post(customer.token(), "/" + requestId + "/identity", Map.of("code", code))
                .statusCode(422);

        Api.post(customer.token(), "/" + requestId + "/identity-code").statusCode(200);
        await().until(() -> Mailbox.of(customer.email()).size() == 2);
        String second = code(Mailbox.of(customer.email()).get(1));
        TestClock.get().advance(Duration.ofMinutes(61));
        Api.post(customer.token(), "/" + requestId + "/identity", Map.of("code", second))
                .statusCode(422);
        assertThat(Api.status(requestId)).isEqualTo("awaiting-identity");
    }

    @Test
    void shouldAlwaysCheckIdentityOfRequestsStaffOpened() {
        Customer customer = Identities.newCustomer();
        String agent = Identities.token("support-agent");
        Map<String, Object> body = Map.of(
                "right",
                "erasure",
                "subjectId",
                customer.subjectId(),
                "contactEmail",
                customer.email(),
                "language",
                "et");
        UUID requestId = Api.id(Api.post(agent, "", body).statusCode(201).body("status", is("awaiting-identity")));

        Api.post(Api.officer(), "/" + requestId + "/identity-confirmation", Map.of("method", "fresh-login"))
                .statusCode(422);
        Api.post(Api.officer(), "/" + requestId + "/identity-confirmation", Map.of("method", "id-card-shown"))
                .statusCode(200)
                .body("status", is("planning"));
        assertThat(Api.details(requestId, "identity-verified")).containsExactly("id-card-shown");
    }

    @Test
    void shouldNotLetTheRequesterApprove() {
        String requester = Identities.staffToken("officer-who-asks", "privacy-officer");
        Map<String, Object> body =
                Map.of("right", "erasure", "subjectId", UUID.randomUUID(), "contactEmail", "someone@example.test");
        UUID requestId = Api.id(Api.post(requester, "", body).statusCode(201));
        Api.post(requester, "/" + requestId + "/identity-confirmation", Map.of("method", "id-card-shown"))
                .statusCode(403);
        Api.post(Api.officer(), "/" + requestId + "/identity-confirmation", Map.of("method", "id-card-shown"))
                .statusCode(200);
        var plan = World.plan(World.planRequest(requestId), 1);
        World.say("/estflux/retention", plan);
        Api.awaitStatus(requestId, "awaiting-approval");

        Map<String, Object> approval = Map.of("revision", 1, "digest", plan.digest());
        Api.post(requester, "/" + requestId + "/approval", approval).statusCode(403);
        Api.post(Identities.token("support-agent"), "/" + requestId + "/approval", approval)
                .statusCode(403);
        assertThat(Api.status(requestId)).isEqualTo("awaiting-approval");
        Api.post(Api.officer(), "/" + requestId + "/approval", approval).statusCode(200);
    }

    @Test
    void shouldHideAnotherCustomersRequest() {
        UUID requestId = Api.open(Identities.newCustomer(), "access");
        String other = Identities.newCustomer().token();
        for (String path : List.of("", "/timeline", "/plan", "/stores", "/certificate")) {
            Api.get(other, "/" + requestId + path).statusCode(404);
        }
        for (String path : List.of("/withdrawal", "/lifting", "/identity-code")) {
            Api.post(other, "/" + requestId + path).statusCode(404);
        }
        Api.get(other, "").statusCode(200).body("items.size()", is(0));
        Api.post(other, "", Map.of("right", "access", "subjectId", UUID.randomUUID()))
                .statusCode(404);
        given().get("/v1/requests").then().statusCode(401);
        assertThat(Api.status(requestId)).isEqualTo("received");
    }

    @Test
    void shouldRefuseWhatIsNotInTheContract() {
        Customer customer = Identities.newCustomer();
        Api.post(customer.token(), "", Map.of("right", "erasure", "status", "completed"))
                .statusCode(400);
        Api.post(customer.token(), "", Map.of("right", "erasure", "dueOn", "2099-01-01"))
                .statusCode(400);
        Api.post(customer.token(), "", Map.of("right", "everything")).statusCode(400);
        Api.post(customer.token(), "", Map.of("right", "erasure", "contactEmail", "evil@example.test"))
                .statusCode(400);
        Api.post(Api.officer(), "", Map.of("right", "erasure")).statusCode(400);
        Api.get(customer.token(), "").body("items.size()", is(0));
    }

    @Test
    void shouldOpenOnceHoweverOftenItIsAsked() {
        Customer customer = Identities.newCustomer();
        String first = openWithKey(customer, "access");
        assertThat(openWithKey(customer, "access")).isEqualTo(first);
        given().auth()
                .oauth2(customer.token())
                .header("Idempotency-Key", "key-1")
                .contentType(ContentType.JSON)
                .body(Map.of("right", "erasure"))
                .post("/v1/requests")
                .then()
                .statusCode(422);
        Api.get(customer.token(), "").body("items.requestId", is(List.of(first)));
    }

    @Test
    void shouldPageThroughOwnRequests() {
        Customer customer = Identities.newCustomer();
        List<String> opened = List.of(
                Api.open(customer, "access").toString(),
                Api.open(customer, "objection").toString(),
                Api.open(customer, "withdrawal").toString());
        var first = Api.get(customer.token(), "?limit=2")
                .statusCode(200)
                .body("items.requestId", is(List.of(opened.get(2), opened.get(1))))
                .body("items.subjectId", everyItem(is(customer.subjectId().toString())))
                .body("items.actAt", everyItem(notNullValue()));
        String next = first.extract().path("next");
        Api.get(customer.token(), "?limit=2&cursor=" + next).body("items.requestId", is(List.of(opened.get(0))));
        Api.get(customer.token(), "?limit=1000000000").statusCode(400);
        Api.get(customer.token(), "?cursor=nonsense").statusCode(400);
    }

    @Test
    void shouldEndByWithdrawalOrRefusalButNotTwice() {
        Customer customer = Identities.newCustomer();
        UUID withdrawn = Api.open(customer, "erasure");
        Api.post(customer.token(), "/" + withdrawn + "/withdrawal")
                .statusCode(200)
                .body("status", is("withdrawn"));
        Api.post(customer.token(), "/" + withdrawn + "/withdrawal").statusCode(409);

        UUID refused = Api.open(customer, "rectification");
        Api.post(Api.officer(), "/" + refused + "/refusal", Map.of("code", "manifestly-unfounded", "note", "called"))
                .statusCode(200)
                .body("status", is("refused"));
        Api.post(Api.officer(), "/" + refused + "/completion", Map.of("code", "done"))
                .statusCode(409);
        await().untilAsserted(() -> assertThat(Mailbox.of(customer.email()))
                .extracting(Mailbox.Received::subject)
                .containsExactlyInAnyOrder("Your request has been taken back", "Your request has been refused"));
        assertThat(rows("SELECT count(*) FROM mail WHERE request_id = '" + refused + "'"))
                .isZero();
        assertThat(rows("SELECT count(contact) FROM request WHERE request_id = '" + refused + "'"))
                .isZero();
    }

    @Test
    void shouldExtendOnceWithReasonAndTellThePerson() {
        Customer customer = Identities.newCustomer();
        UUID requestId = Api.open(customer, "access");
        Api.post(Api.officer(), "/" + requestId + "/extension", Map.of("reason", "holidays"))
                .statusCode(400);
        Api.post(Api.officer(), "/" + requestId + "/extension", Map.of("reason", "complexity"))
                .statusCode(200)
                .body("extensionReason", is("complexity"));
        Api.post(Api.officer(), "/" + requestId + "/extension", Map.of("reason", "complexity"))
                .statusCode(409);
        await().untilAsserted(() -> assertThat(Mailbox.of(customer.email()))
                .extracting(Mailbox.Received::subject)
                .containsExactly("Your request needs more time"));
    }

    @Test
    void shouldAlertWhenTheDueDateIsNear() {
        UUID requestId = Api.open(Identities.newCustomer(), "access");
        TestClock.get().advance(Duration.ofDays(22));
        await().untilAsserted(() -> assertThat(
                        rows("SELECT count(*) FROM timeline_entry WHERE event = 'due-soon' AND request_id = '"
                                + requestId + "'"))
                .isEqualTo(1));
    }

    @Test
    void shouldRestrictAtOnceCertifyAndLiftLater() {
        Customer customer = Identities.newCustomer();
        UUID requestId = Api.open(customer, "restriction");
        SubjectRestrict restrict = World.command(requestId, SubjectRestrict.class);
        assertThat(restrict.stores()).containsAll(World.STORES);
        for (String store : restrict.stores()) {
            World.complete(restrict, store, World.outcome(store, Outcome.RESTRICTED, null, store));
        }
        Api.awaitStatus(requestId, "completed");
        assertSigned(Api.get(customer.token(), "/" + requestId + "/certificate")
                .statusCode(200)
                .extract()
                .path("jws"));

        Api.post(customer.token(), "/" + requestId + "/lifting").statusCode(200);
        Api.post(customer.token(), "/" + requestId + "/lifting").statusCode(409);
        SubjectUnrestrict lift = World.command(requestId, SubjectUnrestrict.class);
        for (String store : lift.stores()) {
            World.complete(lift, store, World.outcome(store, Outcome.UNRESTRICTED, null, store));
        }
        await().untilAsserted(() -> assertThat(Api.timeline(requestId)).contains("restriction-lifted"));
    }

    @Test
    void shouldDescribeItselfToEverybody() {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.keySet()", hasItem("/v1/requests/{requestId}/approval"));
        given().get("/q/metrics").then().statusCode(200);
    }

    private static String openWithKey(Customer customer, String right) {
        return given().auth()
                .oauth2(customer.token())
                .header("Idempotency-Key", "key-1")
                .contentType(ContentType.JSON)
                .body(Map.of("right", right))
                .post("/v1/requests")
                .then()
                .statusCode(201)
                .extract()
                .path("requestId");
    }

    private static String code(String address) {
        await().until(() -> Mailbox.of(address).size() == 1);
        return code(Mailbox.of(address).get(0));
    }

    private static String code(Mailbox.Received letter) {
        var found = CODE.matcher(letter.text());
        assertThat(found.find()).isTrue();
        return found.group();
    }

    private static long rows(String query) {
        try (var database = Infrastructure.get().postgres().connect("dsr");
                var statement = database.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Offline, with nothing but the published key. */
    private static void assertSigned(String jws) {
        Map<String, String> key = given().get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .extract()
                .path("keys[0]");
        String[] parts = jws.split("\\.", -1);
        try {
            AlgorithmParameters p256 = AlgorithmParameters.getInstance("EC");
            p256.init(new ECGenParameterSpec("secp256r1"));
            var point = new ECPoint(number(key.get("x")), number(key.get("y")));
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initVerify(KeyFactory.getInstance("EC")
                    .generatePublic(new ECPublicKeySpec(point, p256.getParameterSpec(ECParameterSpec.class))));
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2])))
                    .isTrue();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigInteger number(String base64) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
    }
}
