package com.estflux.privacy.reference;

import com.estflux.privacy.reference.account.KeycloakSettings;
import com.estflux.privacy.reference.database.Database;
import com.estflux.privacy.reference.http.AccessToken;
import com.estflux.privacy.reference.store.KafkaClients;
import com.estflux.privacy.reference.store.Pseudonyms;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a system is told by its environment.
 *
 * @param system account, billing or support
 * @param port where to listen, 0 for any free port
 * @param database as a role that owns it
 * @param kafka how it reaches the broker, under its own name
 * @param token what a request must carry
 * @param pseudonyms of those who were erased
 * @param keys what it signs with, and whose commands it believes
 * @param keycloak where customers log in; present for account
 */
record Settings(
        String system,
        int port,
        Database database,
        KafkaClients.Login kafka,
        AccessToken token,
        Pseudonyms pseudonyms,
        KeySettings keys,
        Optional<KeycloakSettings> keycloak) {

    static final String ACCOUNT = "account";
    static final String BILLING = "billing";
    static final String SUPPORT = "support";

    private static final int HIGHEST_PORT = 65_535;
    private static final int SHORTEST_TOKEN = 16;

    /**
     * Reads the settings of a system.
     *
     * @throws InvalidSettingException if one is missing or wrong, or there is no such system
     */
    static Settings read(String system, Map<String, String> environment) {
        if (!List.of(ACCOUNT, BILLING, SUPPORT).contains(system)) {
            throw new InvalidSettingException("the systems are account, billing and support");
        }
        return new Settings(
                system,
                port(required(environment, "PORT")),
                database(environment),
                kafka(system, environment),
                token(required(environment, "ACCESS_TOKEN")),
                pseudonyms(required(environment, "PSEUDONYM_KEY")),
                KeySettings.read(environment),
                system.equals(ACCOUNT) ? Optional.of(keycloak(environment)) : Optional.empty());
    }

    static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new InvalidSettingException(name + " is not set");
        }
        return value;
    }

    private static int port(String port) {
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > HIGHEST_PORT) {
            throw new InvalidSettingException("PORT must be a number from 0 to " + HIGHEST_PORT);
        }
        return Integer.parseInt(port);
    }

    private static Database database(Map<String, String> environment) {
        String url = required(environment, "DATABASE_URL");
        try {
            return new Database(
                    url, required(environment, "DATABASE_USER"), required(environment, "DATABASE_PASSWORD"));
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException("DATABASE_URL must be a JDBC URL of PostgreSQL");
        }
    }

    private static KafkaClients.Login kafka(String system, Map<String, String> environment) {
        String protocol = environment.getOrDefault("KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
        if (!protocol.matches("SASL_(SSL|PLAINTEXT)")) {
            throw new InvalidSettingException("KAFKA_SECURITY_PROTOCOL must be SASL_SSL or SASL_PLAINTEXT");
        }
        String password = required(environment, "KAFKA_PASSWORD");
        if (!password.matches("[A-Za-z0-9_-]+")) {
            throw new InvalidSettingException("KAFKA_PASSWORD must be of letters, digits, '-' and '_'");
        }
        return new KafkaClients.Login(required(environment, "KAFKA_BOOTSTRAP_SERVERS"), protocol, system, password);
    }

    private static AccessToken token(String token) {
        if (token.length() < SHORTEST_TOKEN) {
            throw new InvalidSettingException("ACCESS_TOKEN must have at least " + SHORTEST_TOKEN + " characters");
        }
        return new AccessToken(token);
    }

    private static Pseudonyms pseudonyms(String key) {
        try {
            return new Pseudonyms(Base64.getDecoder().decode(key));
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(
                    "PSEUDONYM_KEY must be Base64 of at least " + Pseudonyms.MIN_KEY_BYTES + " bytes");
        }
    }

    private static KeycloakSettings keycloak(Map<String, String> environment) {
        String url = required(environment, "KEYCLOAK_URL");
        if (!url.matches("https?://[A-Za-z0-9.:/_\\[\\]-]+")) {
            throw new InvalidSettingException("KEYCLOAK_URL must be an http or https URL");
        }
        String realm = required(environment, "KEYCLOAK_REALM");
        if (!realm.matches("[A-Za-z0-9_-]+")) {
            throw new InvalidSettingException("KEYCLOAK_REALM must be of letters, digits, '-' and '_'");
        }
        return new KeycloakSettings(
                URI.create(url),
                realm,
                required(environment, "KEYCLOAK_CLIENT_ID"),
                required(environment, "KEYCLOAK_CLIENT_SECRET"));
    }
}
