package com.estflux.privacy.platform.testing.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is tested is what runs: the realm of production differs from that of tests in what it must. */
class RealmTest {

    private static final List<String> CLOSED = List.of(
            "bruteForceProtected",
            "permanentLockout",
            "failureFactor",
            "waitIncrementSeconds",
            "maxFailureWaitSeconds",
            "maxDeltaTimeSeconds",
            "revokeRefreshToken",
            "refreshTokenMaxReuse",
            "registrationAllowed",
            "roles",
            "clientScopes",
            "defaultDefaultClientScopes",
            "defaultRole");

    private final JsonNode tested = read(Realm.json());
    private final JsonNode production = read(Realm.productionJson());

    @Test
    void shouldBeTheSameInWhatServicesRelyOn() {
        for (String setting : CLOSED) {
            assertThat(production.path(setting)).as(setting).isEqualTo(tested.path(setting));
        }
        Map<String, JsonNode> clients = clients(tested);
        clients.remove(Realm.TEST_LOGIN);
        assertThat(comparable(clients(production))).isEqualTo(comparable(clients));
        assertThat(serviceAccounts(production)).isEqualTo(serviceAccounts(tested));
    }

    @Test
    void shouldLockOutAndRotate() {
        assertThat(production.path("bruteForceProtected").asBoolean()).isTrue();
        assertThat(production.path("revokeRefreshToken").asBoolean()).isTrue();
        assertThat(production.path("refreshTokenMaxReuse").asInt(-1)).isZero();
        assertThat(production.path("sslRequired").asText()).isEqualTo("all");
    }

    @Test
    void shouldHoldNoPasswordGrantNorSecretNorPersonInProduction() {
        for (JsonNode client : production.path("clients")) {
            assertThat(client.path("directAccessGrantsEnabled").asBoolean())
                    .as(client.path("clientId").asText())
                    .isFalse();
            assertThat(client.path("publicClient").asBoolean()
                            || client.path("secret").asText().matches("\\$\\{[A-Z_]+}"))
                    .as(client.path("clientId").asText())
                    .isTrue();
            assertThat(client.path("redirectUris").toString()).doesNotContain("http:", "\"*\"");
        }
        assertThat(production.path("users")).allMatch(user -> user.has("serviceAccountClientId"));
        assertThat(production.toString()).doesNotContain("-local-secret", "hashIterations(1)", "manage-realm");
        assertThat(tested.toString()).doesNotContain("manage-realm");
    }

    private static Map<String, JsonNode> clients(JsonNode realm) {
        Map<String, JsonNode> clients = new HashMap<>();
        realm.path("clients")
                .forEach(client -> clients.put(client.path("clientId").asText(), client));
        return clients;
    }

    /** Secrets and addresses are each realm's own. */
    private static Map<String, JsonNode> comparable(Map<String, JsonNode> clients) {
        clients.replaceAll((id, client) ->
                ((ObjectNode) client.deepCopy()).without(List.of("secret", "redirectUris", "webOrigins")));
        return clients;
    }

    private static List<JsonNode> serviceAccounts(JsonNode realm) {
        List<JsonNode> accounts = new java.util.ArrayList<>();
        realm.path("users").forEach(user -> {
            if (user.has("serviceAccountClientId")) {
                accounts.add(user);
            }
        });
        return accounts;
    }

    private static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
