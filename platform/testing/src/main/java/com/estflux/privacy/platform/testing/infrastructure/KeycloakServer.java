package com.estflux.privacy.platform.testing.infrastructure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A real Keycloak on loopback, in its own JVM. Realm, users, keys and sessions are in PostgreSQL: killed and started
 * again, it still honours the tokens it gave.
 */
public final class KeycloakServer implements AutoCloseable {

    static final String DATABASE = "keycloak";

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    private final int port;
    private final String password;
    private final Lifecycle lifecycle;

    KeycloakServer(int port, String password, Lifecycle lifecycle) {
        this.port = port;
        this.password = password;
        this.lifecycle = lifecycle;
        admin().importRealm();
    }

    /**
     * Starts a server with the realm {@link Realm}, preparing its database the first time.
     *
     * @param directory where its log is
     * @param port the port on 127.0.0.1, 0 for any free one; part of the issuer of its tokens
     * @param postgres where it keeps everything, in a database {@code keycloak} of its own
     * @param password of its administrator and of its database role
     */
    public static KeycloakServer start(Path directory, int port, PostgresServer postgres, String password) {
        int chosen = port == 0 ? FreePorts.next() : port;
        postgres.createDatabase(DATABASE, password, password);
        var process = new KeycloakProcess(directory, chosen, postgres.jdbcUrl(DATABASE), password);
        return new KeycloakServer(chosen, password, new ProcessLifecycle(process::launch));
    }

    /** Where it answers, without a slash at the end. */
    public String url() {
        return url(port);
    }

    /** The issuer of its tokens, which is also what services are given as their OIDC server. */
    public String issuer() {
        return url() + "/realms/" + Realm.NAME;
    }

    /** Its users and tokens. */
    public KeycloakAdmin admin() {
        return new KeycloakAdmin(url(), password);
    }

    /** Whether its process runs. */
    public boolean isAlive() {
        return lifecycle.isAlive();
    }

    /** Ends it as a crash would. */
    public void kill() {
        lifecycle.kill();
    }

    /** Starts it again, on the same data and port. */
    public void restart() {
        lifecycle.restart();
    }

    @Override
    public void close() {
        lifecycle.close();
    }

    static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    /** Whether a server answers on this port. */
    static boolean answers(int port) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url(port) + "/realms/master"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("interrupted while waiting for Keycloak", e);
        }
    }
}
