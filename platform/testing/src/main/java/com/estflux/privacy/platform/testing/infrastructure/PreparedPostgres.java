package com.estflux.privacy.platform.testing.infrastructure;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * PostgreSQL with the identity provider's schema and realm already in it. It is made once, with a real Keycloak, and
 * copied for every test JVM: that saves each of them some twenty seconds.
 */
public final class PreparedPostgres {

    private PreparedPostgres() {}

    /**
     * Starts a server of which nothing need outlive the tests.
     *
     * @param directory where its data and log are; must not exist
     * @param password the superuser's, and Keycloak's administrator's
     */
    public static PostgresServer start(Path directory, String password) {
        Path prepared = prepared(password);
        try {
            Directories.copy(prepared, directory.resolve("data"));
        } catch (IOException e) {
            throw new InfrastructureException(prepared + " cannot be copied", e);
        }
        return PostgresServer.start(directory, 0, password, false);
    }

    private static synchronized Path prepared(String password) {
        String keycloak = KeycloakDistribution.home().getFileName().toString();
        Path root = InfrastructureDirectory.of("keycloak");
        Path prepared = root.resolve("prepared-" + digest(keycloak + password + Realm.json()));
        try (FileChannel lock = FileChannel.open(
                        root.resolve("prepare.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = lock.lock()) {
            if (held.isValid() && !Files.isDirectory(prepared)) {
                Path partial = root.resolve("preparing");
                Directories.delete(partial);
                prepare(partial, password);
                Files.move(partial.resolve("data"), prepared, StandardCopyOption.ATOMIC_MOVE);
                Directories.delete(partial);
            }
            return prepared;
        } catch (IOException e) {
            throw new InfrastructureException("PostgreSQL cannot be prepared in " + root, e);
        }
    }

    private static void prepare(Path directory, String password) {
        try (PostgresServer postgres = PostgresServer.start(directory, 0, password, false);
                KeycloakServer keycloak = KeycloakServer.start(directory, 0, postgres, password)) {
            keycloak.admin().clientToken("store");
        }
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
