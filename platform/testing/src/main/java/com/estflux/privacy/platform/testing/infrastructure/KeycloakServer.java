package com.estflux.privacy.platform.testing.infrastructure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A real Keycloak on loopback, in its own JVM. Realm, users, keys and sessions are in PostgreSQL: killed and started
 * again, it still honours the tokens it gave.
 */
public final class KeycloakServer implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);
    private static final String DATABASE = "keycloak";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private final Path home = KeycloakDistribution.home();
    private final Path directory;
    private final int port;
    private final PostgresServer postgres;
    private final String password;
    private ManagedProcess process;

    private KeycloakServer(Path directory, int port, PostgresServer postgres, String password) {
        this.directory = directory;
        this.port = port;
        this.postgres = postgres;
        this.password = password;
        postgres.createDatabase(DATABASE, password, password);
        this.process = launch();
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
        return new KeycloakServer(directory, port == 0 ? Ports.free() : port, postgres, password);
    }

    /** Where it answers, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The issuer of its tokens, which is also what services are given as their OIDC server. */
    public String issuer() {
        return url() + "/realms/" + Realm.NAME;
    }

    /** Its users and tokens. */
    public KeycloakAdmin admin() {
        return new KeycloakAdmin(url(), password);
    }

    /** Ends it as a crash would. */
    public void kill() {
        process.kill();
    }

    /** Starts it again, on the same data and port. */
    public void restart() {
        process.close();
        process = launch();
    }

    @Override
    public void close() {
        process.close();
    }

    private ManagedProcess launch() {
        List<String> keycloak = KeycloakDistribution.command(home, "320m");
        keycloak.addAll(List.of("start", "--optimized", "--cache=local", "--hostname=" + url()));
        keycloak.addAll(List.of("--http-enabled=true", "--http-host=127.0.0.1", "--http-port=" + port));
        keycloak.addAll(List.of("--db-url=" + postgres.jdbcUrl(DATABASE), "--db-username=" + DATABASE + "_owner"));
        keycloak.addAll(List.of("--db-pool-initial-size=1", "--db-pool-max-size=10", "--log-level=warn"));
        Map<String, String> secrets = Map.of(
                "KC_DB_PASSWORD", password,
                "KC_BOOTSTRAP_ADMIN_USERNAME", KeycloakAdmin.USER,
                "KC_BOOTSTRAP_ADMIN_PASSWORD", password);
        ManagedProcess started = ManagedProcess.start("keycloak", keycloak, secrets, directory.resolve("keycloak.log"));
        Ports.awaitReady(started, START, this::answers);
        return started;
    }

    private boolean answers() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/realms/master"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("interrupted while waiting for Keycloak", e);
        }
    }
}
