package com.estflux.privacy.platform.testing.infrastructure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The realm of tests and of the local stack. Everything in it is public, its passwords and secrets too: it is for
 * loopback only.
 */
public final class Realm {

    /** Its name. */
    public static final String NAME = "estflux";

    /** The audience of every access token. */
    public static final String AUDIENCE = "estflux-privacy";

    /** The client people log in with. */
    public static final String CONTROL_PANEL = "control-panel";

    /** The client that tests and the command line log in with, by password; no production realm has it. */
    public static final String TEST_LOGIN = "test-login";

    /** The password of every user that is in the realm from the start. */
    public static final String DEMO_PASSWORD = "demo";

    private Realm() {}

    /** The secret of a machine client, for example {@code billing-system}. */
    public static String clientSecret(String client) {
        return client + "-local-secret";
    }

    /** The whole realm, as Keycloak imports it. */
    public static String json() {
        return resource("/realm/estflux-realm.json");
    }

    /** The same realm for production: no users, no test client, secrets from the environment of the server. */
    static String productionJson() {
        return resource("/realm/production-realm.json");
    }

    /** The script that says when a session's user logged in. */
    static String loginTimeScript() {
        return resource("/realm/login-time.js");
    }

    private static String resource(String name) {
        try (InputStream stream = Realm.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new InfrastructureException(name + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
