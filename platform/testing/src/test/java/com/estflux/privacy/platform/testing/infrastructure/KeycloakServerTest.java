package com.estflux.privacy.platform.testing.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeycloakServerTest {

    @Test
    void shouldGiveTokensTheSuiteUnderstandsAndKeepItsUsersThroughKill(@TempDir Path directory) throws IOException {
        // Its schema and realm were made by a server of its own kind, once, and take as long as everything else here.
        try (var postgres = PreparedPostgres.start(directory.resolve("postgresql"), "only-for-tests");
                var keycloak = KeycloakServer.start(directory.resolve("keycloak"), 0, postgres, "only-for-tests")) {
            UUID id = UUID.randomUUID();
            keycloak.admin().createUser(id, "kadri", "kadri@example.test", "kadri-secret", List.of("customer"));

            shouldCarryWhatServicesNeed(keycloak, id);
            JsonNode machine =
                    claims(keycloak.admin().clientToken("billing-system").value());
            assertThat(machine.at("/realm_access/roles"))
                    .extracting(JsonNode::asText)
                    .containsExactly("billing-system");
            assertThat(machine.path("aud").asText()).isEqualTo(Realm.AUDIENCE);

            postgres.kill();
            postgres.restart();
            shouldCarryWhatServicesNeed(keycloak, id);

            keycloak.kill();
            keycloak.restart();

            shouldCarryWhatServicesNeed(keycloak, id);
            assertThat(claims(keycloak.admin()
                                    .passwordToken("alice", Realm.DEMO_PASSWORD)
                                    .value())
                            .path("sub")
                            .asText())
                    .isEqualTo("00000000-0000-4000-8000-000000000001");
        }
    }

    private static void shouldCarryWhatServicesNeed(KeycloakServer keycloak, UUID id) throws IOException {
        Instant before = Instant.now().minusSeconds(2);
        JsonNode claims =
                claims(keycloak.admin().passwordToken("kadri", "kadri-secret").value());

        assertThat(claims.path("iss").asText()).isEqualTo(keycloak.issuer());
        assertThat(claims.path("sub").asText()).isEqualTo(id.toString());
        assertThat(claims.path("aud").asText()).isEqualTo(Realm.AUDIENCE);
        assertThat(claims.path("email").asText()).isEqualTo("kadri@example.test");
        assertThat(claims.at("/realm_access/roles"))
                .extracting(JsonNode::asText)
                .containsExactly("customer");
        assertThat(claims.path("auth_time").isIntegralNumber()).isTrue();
        assertThat(Instant.ofEpochSecond(claims.path("auth_time").asLong()))
                .isBetween(before, Instant.now().plusSeconds(2));
    }

    private static JsonNode claims(String token) throws IOException {
        return new ObjectMapper()
                .readTree(
                        Base64.getUrlDecoder().decode(token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'))));
    }
}
