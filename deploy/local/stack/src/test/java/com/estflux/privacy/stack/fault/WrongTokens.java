package com.estflux.privacy.stack.fault;

import com.estflux.privacy.platform.testing.infrastructure.Realm;
import com.estflux.privacy.stack.SharedStack;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;

/** Tokens that look right but for one thing; those with a signature have it from the real Keycloak. */
final class WrongTokens {

    private final SharedStack faults;
    private final Operations http;
    private final String keycloak;

    WrongTokens(SharedStack faults, Operations http) {
        this.faults = faults;
        this.http = http;
        this.keycloak = faults.url("keycloak");
    }

    /** Signed for somebody else: an identity token, whose audience is the client that asked for it. */
    String forAnotherAudience(String username) {
        return token("grant_type=password&scope=openid&client_id=" + Realm.TEST_LOGIN + "&username=" + username
                        + "&password=" + Realm.DEMO_PASSWORD)
                .path("id_token")
                .asText();
    }

    /** Signed, and over. */
    String expired(String username) {
        int usual = faults.stack().keycloak().accessTokenLifespan(1);
        String token = faults.stack()
                .keycloak()
                .passwordToken(username, Realm.DEMO_PASSWORD)
                .value();
        faults.stack().keycloak().accessTokenLifespan(usual);
        LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
        return token;
    }

    /** A right token whose header says that it needs no signature. */
    static String unsigned(String token) {
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
        String[] parts = token.split("\\.", -1);
        return header + "." + parts[1] + ".";
    }

    /** A right token with one letter of its claims changed. */
    static String tampered(String token) {
        int middle = token.indexOf('.') + 20;
        char other = token.charAt(middle) == 'A' ? 'B' : 'A';
        return token.substring(0, middle) + other + token.substring(middle + 1);
    }

    private ObjectNode token(String form) {
        return (ObjectNode) Operations.parse(http.send(HttpRequest.newBuilder(
                        URI.create(keycloak + "/realms/" + Realm.NAME + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))));
    }
}
