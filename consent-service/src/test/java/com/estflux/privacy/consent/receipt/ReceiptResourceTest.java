package com.estflux.privacy.consent.receipt;

import static com.estflux.privacy.consent.fixture.ConsentApi.MARKETING;
import static com.estflux.privacy.consent.fixture.ConsentApi.as;
import static com.estflux.privacy.consent.fixture.ConsentApi.decide;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class ReceiptResourceTest {

    private static final byte[] KEY_HEADER = HexFormat.of().parseHex("302a300506032b6570032100");

    @Test
    void shouldSignReceiptThatAnyoneCanVerify() throws GeneralSecurityException {
        Customer customer = Identities.newCustomer();
        String id = decide(customer, "granted").jsonPath().getString("recordId");

        JsonPath receipt = as(customer)
                .get("/v1/receipts/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        String[] jws = receipt.getString("jws").split("\\.", -1);
        assertThat(verifies(jws[0] + "." + jws[1], jws[2])).isTrue();
        assertThat(verifies(jws[0] + "." + jws[1] + "A", jws[2])).isFalse();

        JsonPath signed = JsonPath.from(new String(base64(jws[1]), StandardCharsets.UTF_8));
        assertThat(signed.getString("recordId")).isEqualTo(id);
        assertThat(signed.getString("piiPrincipalId"))
                .isEqualTo(customer.subjectId().toString());
        assertThat(signed.getString("purposes[0].purpose")).isEqualTo(MARKETING);
        assertThat(signed.getString("purposes[0].legalBasis")).isEqualTo("consent");
        assertThat(signed.getString("event.state")).isEqualTo("granted");
        assertThat(signed.getString("notice.title")).isEqualTo("News and offers by email");
    }

    @Test
    void shouldGiveTheSameReceiptEachTime() {
        Customer customer = Identities.newCustomer();
        String id = decide(customer, "refused").jsonPath().getString("recordId");
        String first = as(customer).get("/v1/receipts/" + id).asString();
        decide(customer, "granted");

        assertThat(as(customer).get("/v1/receipts/" + id).asString()).isEqualTo(first);
    }

    @Test
    void shouldHideOthersReceipts() {
        Customer customer = Identities.newCustomer();
        String id = decide(customer, "granted").jsonPath().getString("recordId");

        as(Identities.newCustomer()).get("/v1/receipts/" + id).then().statusCode(404);
        given().get("/v1/receipts/" + id).then().statusCode(401);
        as("auditor").get("/v1/receipts/" + id).then().statusCode(200);
    }

    /** As the documented command does it: with nothing but the published key. */
    private static boolean verifies(String input, String signature) throws GeneralSecurityException {
        JsonPath key = given().get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.writeBytes(KEY_HEADER);
        encoded.writeBytes(base64(key.getString("keys[0].x")));
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded.toByteArray())));
        verifier.update(input.getBytes(StandardCharsets.UTF_8));
        return verifier.verify(base64(signature));
    }

    private static byte[] base64(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
