package com.estflux.privacy.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.estflux.privacy.platform.testing.quarkus.TestKeys;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static Map<String, String> complete() {
        Map<String, String> environment = new HashMap<>();
        environment.put("PORT", "8191");
        environment.put("DATABASE_URL", "jdbc:postgresql://127.0.0.1:5432/account");
        environment.put("DATABASE_USER", "account_owner");
        environment.put("DATABASE_PASSWORD", "secret-database");
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092");
        environment.put("KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT");
        environment.put("KAFKA_PASSWORD", "secret-broker");
        environment.put("ACCESS_TOKEN", "secret-access-token");
        environment.put("PSEUDONYM_KEY", "c2VjcmV0LXBzZXVkb255bXMtc2VjcmV0LXBzZXVkb255bXM=");
        environment.put("SIGNING_PRIVATE_KEY", TestKeys.of("account").privateKey());
        environment.put("SIGNING_PUBLIC_KEY", TestKeys.of("account").publicKey());
        environment.put("DSR_PUBLIC_KEYS", TestKeys.of("dsr").publicKey());
        environment.put("RETENTION_PUBLIC_KEYS", TestKeys.of("retention").publicKey());
        environment.put("KEYCLOAK_URL", "http://127.0.0.1:8180");
        environment.put("KEYCLOAK_REALM", "estflux");
        environment.put("KEYCLOAK_CLIENT_ID", "account-system");
        environment.put("KEYCLOAK_CLIENT_SECRET", "secret-client");
        return environment;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PORT",
                "DATABASE_URL",
                "DATABASE_USER",
                "DATABASE_PASSWORD",
                "KAFKA_BOOTSTRAP_SERVERS",
                "KAFKA_PASSWORD",
                "ACCESS_TOKEN",
                "PSEUDONYM_KEY",
                "SIGNING_PRIVATE_KEY",
                "SIGNING_PUBLIC_KEY",
                "DSR_PUBLIC_KEYS",
                "RETENTION_PUBLIC_KEYS",
                "KEYCLOAK_URL",
                "KEYCLOAK_REALM",
                "KEYCLOAK_CLIENT_ID",
                "KEYCLOAK_CLIENT_SECRET"
            })
    void shouldNameWhatIsMissing(String name) {
        Map<String, String> environment = complete();
        environment.remove(name);

        assertThatThrownBy(() -> Settings.read("account", environment))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(name + " is not set");
    }

    @ParameterizedTest
    @CsvSource({
        "PORT, 65536",
        "PORT, -1",
        "PORT, http",
        "DATABASE_URL, jdbc:mysql://elsewhere",
        "KAFKA_SECURITY_PROTOCOL, TELNET",
        "KAFKA_PASSWORD, with\"quote",
        "ACCESS_TOKEN, short",
        "PSEUDONYM_KEY, c2hvcnQ=",
        "PSEUDONYM_KEY, not base64!",
        "KEYCLOAK_URL, ftp://elsewhere",
        "KEYCLOAK_REALM, ../master"
    })
    void shouldRefuseWhatIsWrongWithoutQuotingIt(String name, String value) {
        Map<String, String> environment = complete();
        environment.put(name, value);

        assertThatThrownBy(() -> Settings.read("account", environment))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(name + " must")
                .hasMessageNotContaining(value);
    }

    @Test
    void shouldKnowNoOtherSystems() {
        assertThatThrownBy(() -> Settings.read("payroll", complete())).isInstanceOf(InvalidSettingException.class);
    }

    @Test
    void shouldTellNoSecret() {
        assertThat(Settings.read("account", complete()).toString()).doesNotContain("secret");
    }

    @Test
    void shouldNeedKeycloakForAccountsOnly() {
        Map<String, String> environment = complete();
        environment.keySet().removeIf(name -> name.startsWith("KEYCLOAK"));

        assertThat(Settings.read("billing", environment).keycloak()).isEmpty();
    }
}
