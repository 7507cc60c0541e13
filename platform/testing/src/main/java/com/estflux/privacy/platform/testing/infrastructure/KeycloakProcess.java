package com.estflux.privacy.platform.testing.infrastructure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How Keycloak is run as a child process. */
final class KeycloakProcess {

    private static final Duration START = Duration.ofMinutes(3);

    private final Path home = KeycloakDistribution.home();
    private final Path directory;
    private final int port;
    private final String jdbcUrl;
    private final String password;

    KeycloakProcess(Path directory, int port, String jdbcUrl, String password) {
        this.directory = directory;
        this.port = port;
        this.jdbcUrl = jdbcUrl;
        this.password = password;
    }

    /** Starts it and waits until it answers. */
    ManagedProcess launch() {
        List<String> keycloak = KeycloakDistribution.command(home, "320m");
        keycloak.addAll(List.of("start", "--optimized", "--cache=local", "--hostname=" + KeycloakServer.url(port)));
        keycloak.addAll(List.of("--http-enabled=true", "--http-host=127.0.0.1", "--http-port=" + port));
        keycloak.addAll(List.of("--db-url=" + jdbcUrl, "--db-username=" + KeycloakServer.DATABASE + "_owner"));
        keycloak.addAll(List.of("--db-pool-initial-size=1", "--db-pool-max-size=10", "--log-level=warn"));
        Map<String, String> secrets = Map.of(
                "KC_DB_PASSWORD", password,
                "KC_BOOTSTRAP_ADMIN_USERNAME", KeycloakAdmin.USER,
                "KC_BOOTSTRAP_ADMIN_PASSWORD", password);
        ManagedProcess started = ManagedProcess.start("keycloak", keycloak, secrets, directory.resolve("keycloak.log"));
        Ports.awaitReady(started, START, () -> KeycloakServer.answers(port));
        return started;
    }
}
