package com.estflux.privacy.platform.testing.quarkus;

import com.estflux.privacy.platform.testing.infrastructure.KeycloakAdmin;
import com.estflux.privacy.platform.testing.infrastructure.KeycloakAdmin.AccessToken;
import com.estflux.privacy.platform.testing.infrastructure.Realm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** People and machines with real tokens, from the Keycloak that {@link PrivacyInfrastructure} started. */
public final class Identities {

    private static final Set<String> MACHINES =
            Set.of("billing-system", "support-system", "account-system", "usage-collector", "store");
    private static final Duration MARGIN = Duration.ofMinutes(5);
    private static final Map<List<String>, Held> TOKENS = new ConcurrentHashMap<>();

    private Identities() {}

    /** A customer who just logged in. */
    public record Customer(UUID subjectId, String email, String token) {}

    private record Held(String token, Instant freshUntil) {}

    /** A customer nobody else has, with a token that lasts longer than any test. */
    public static Customer newCustomer() {
        UUID id = UUID.randomUUID();
        String email = "customer-" + id + "@example.test";
        KeycloakAdmin keycloak = keycloak();
        keycloak.createUser(id, id.toString(), email, Realm.DEMO_PASSWORD, List.of("customer"));
        return new Customer(
                id,
                email,
                keycloak.passwordToken(id.toString(), Realm.DEMO_PASSWORD).value());
    }

    /** The token of a member of staff or a machine with exactly this role: any but {@code customer}. */
    public static String token(String role) {
        if (MACHINES.contains(role)) {
            return held(List.of(role), () -> keycloak().clientToken(role));
        }
        return staffToken("test-" + role, role);
    }

    /** The token of a named member of staff with these roles; the same name is the same person. */
    public static String staffToken(String username, String... roles) {
        List<String> granted = List.of(roles);
        if (granted.contains("customer")) {
            throw new IllegalArgumentException("a customer is not a member of staff");
        }
        return held(List.of(username, String.join(",", granted)), () -> {
            KeycloakAdmin keycloak = keycloak();
            UUID id = UUID.randomUUID();
            keycloak.createUser(id, username, username + "@staff.example.test", Realm.DEMO_PASSWORD, granted);
            return keycloak.passwordToken(username, Realm.DEMO_PASSWORD);
        });
    }

    private static String held(List<String> who, Supplier<AccessToken> login) {
        return TOKENS.compute(
                        who,
                        (key, held) ->
                                held != null && Instant.now().isBefore(held.freshUntil()) ? held : hold(login.get()))
                .token();
    }

    private static Held hold(AccessToken token) {
        return new Held(token.value(), Instant.now().plus(token.life()).minus(MARGIN));
    }

    private static KeycloakAdmin keycloak() {
        return Infrastructure.get().keycloak();
    }
}
