package com.estflux.privacy.platform;

import com.estflux.privacy.platform.testing.infrastructure.Realm;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Tokens that must not be accepted, as real as they get. */
public final class Tokens {

    private static final String SHORT_LIVED = "short-lived";

    private Tokens() {}

    /** The same claims, unsigned. */
    public static String unsigned(String token) {
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
        return header + token.substring(token.indexOf('.'), token.lastIndexOf('.') + 1);
    }

    /** The same signature under other claims. */
    public static String tampered(String token) {
        int first = token.indexOf('.');
        int last = token.lastIndexOf('.');
        byte[] decoded = Base64.getUrlDecoder().decode(token.substring(first + 1, last));
        String claims = new String(decoded, StandardCharsets.UTF_8).replace("\"customer\"", "\"privacy-officer\"");
        String changed =
                Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        return token.substring(0, first + 1) + changed + token.substring(last);
    }

    /** Of the right issuer, for another audience. */
    public static String forOtherAudience(Customer customer) {
        return login(
                Infrastructure.get().issuer(), "admin-cli", customer.subjectId().toString(), Realm.DEMO_PASSWORD);
    }

    /** Of another realm of the same server. */
    public static String ofOtherIssuer() {
        return administrator();
    }

    /** Valid now, and for very few seconds. */
    public static String expiringSoon(Customer customer) {
        String realm = Infrastructure.get().issuer().replace("/realms/", "/admin/realms/");
        RestAssured.given()
                .auth()
                .oauth2(administrator())
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "clientId",
                        SHORT_LIVED,
                        "publicClient",
                        true,
                        "directAccessGrantsEnabled",
                        true,
                        "attributes",
                        Map.of("access.token.lifespan", "3"),
                        "protocolMappers",
                        List.of(Map.of(
                                "name",
                                "audience",
                                "protocol",
                                "openid-connect",
                                "protocolMapper",
                                "oidc-audience-mapper",
                                "config",
                                Map.of("included.custom.audience", Realm.AUDIENCE, "access.token.claim", "true")))))
                .post(realm + "/clients");
        return login(
                Infrastructure.get().issuer(), SHORT_LIVED, customer.subjectId().toString(), Realm.DEMO_PASSWORD);
    }

    private static String administrator() {
        String issuer = Infrastructure.get().issuer();
        return login(
                issuer.substring(0, issuer.lastIndexOf('/')) + "/master",
                "admin-cli",
                "admin",
                System.getProperty("estflux.keycloak.admin-password", "only-for-tests"));
    }

    private static String login(String issuer, String client, String username, String password) {
        return RestAssured.given()
                .formParam("grant_type", "password")
                .formParam("client_id", client)
                .formParam("username", username)
                .formParam("password", password)
                .post(issuer + "/protocol/openid-connect/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }
}
