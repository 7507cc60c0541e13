package com.estflux.privacy.platform.testing.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentitiesTest {

    @Test
    void shouldMakeCustomersNobodyElseHas() throws IOException {
        Identities.Customer one = Identities.newCustomer();
        Identities.Customer other = Identities.newCustomer();

        assertThat(one.subjectId()).isNotEqualTo(other.subjectId());
        JsonNode claims = claims(one.token());
        assertThat(claims.path("sub").asText()).isEqualTo(one.subjectId().toString());
        assertThat(claims.path("email").asText()).isEqualTo(one.email());
        assertThat(claims.at("/realm_access/roles"))
                .extracting(JsonNode::asText)
                .containsExactly("customer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "privacy-officer",
                "support-agent",
                "auditor",
                "operator",
                "billing-system",
                "support-system",
                "account-system",
                "usage-collector",
                "store"
            })
    void shouldGiveExactlyTheRoleAskedForAndKeepTheToken(String role) throws IOException {
        String token = Identities.token(role);

        assertThat(claims(token).at("/realm_access/roles"))
                .extracting(JsonNode::asText)
                .containsExactly(role);
        assertThat(Identities.token(role)).isEqualTo(token);
    }

    @Test
    void shouldTellMembersOfStaffApart() throws IOException {
        JsonNode one = claims(Identities.staffToken("olga", "privacy-officer", "auditor"));
        JsonNode other = claims(Identities.staffToken("siim", "privacy-officer"));

        assertThat(one.path("sub").asText()).isNotEqualTo(other.path("sub").asText());
        assertThat(one.at("/realm_access/roles"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("privacy-officer", "auditor");
        assertThatThrownBy(() -> Identities.staffToken("mari", "customer"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static JsonNode claims(String token) throws IOException {
        String payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(payload));
    }
}
