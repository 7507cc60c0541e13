package com.estflux.privacy.platform.testing.quarkus;

import com.estflux.privacy.platform.testing.infrastructure.KafkaBroker;
import com.estflux.privacy.platform.testing.infrastructure.KeycloakAdmin;
import com.estflux.privacy.platform.testing.infrastructure.KeycloakServer;
import com.estflux.privacy.platform.testing.infrastructure.PostgresServer;
import com.estflux.privacy.platform.testing.infrastructure.Realm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The servers of this test JVM: each started once, on first use, stopped when it ends. */
public final class Infrastructure {

    /** System property: a Keycloak that runs already and has the realm, instead of one of our own. */
    public static final String KEYCLOAK_URL = "estflux.keycloak.url";

    /** System property: the password of its administrator {@code admin}. */
    public static final String KEYCLOAK_PASSWORD = "estflux.keycloak.admin-password";

    /** Password of every role here; nothing outside of loopback can reach them. */
    static final String PASSWORD = "only-for-tests";

    /** Tombstones take effect within seconds, so that tests can see it. */
    private static final Map<String, String> COMPACT_SOON =
            Map.of("segment.ms", "2000", "max.compaction.lag.ms", "2000", "delete.retention.ms", "1000");

    private static final Infrastructure INSTANCE = new Infrastructure();

    private Infrastructure() {}

    private static final class Directory {
        static final Path PATH = create();

        private static Path create() {
            try {
                return Files.createTempDirectory("estflux-test-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Postgres {
        static final PostgresServer SERVER =
                PostgresServer.start(Directory.PATH.resolve("postgresql"), 0, PASSWORD, false);
    }

    private static final class Kafka {
        static final KafkaBroker BROKER = start();

        private static KafkaBroker start() {
            KafkaBroker broker = KafkaBroker.start(Directory.PATH.resolve("kafka"), 0);
            broker.createTopics(COMPACT_SOON);
            return broker;
        }
    }

    private static final class Keycloak {
        static final String URL = System.getProperty(KEYCLOAK_URL) == null ? start() : System.getProperty(KEYCLOAK_URL);

        private static String start() {
            return KeycloakServer.start(Directory.PATH.resolve("keycloak"), 0, Postgres.SERVER, PASSWORD)
                    .url();
        }
    }

    /** The servers. */
    public static Infrastructure get() {
        return INSTANCE;
    }

    /** The database server. */
    public PostgresServer postgres() {
        return Postgres.SERVER;
    }

    /** The broker. */
    public KafkaBroker kafka() {
        return Kafka.BROKER;
    }

    /** Users and tokens of the identity provider. */
    public KeycloakAdmin keycloak() {
        return new KeycloakAdmin(Keycloak.URL, System.getProperty(KEYCLOAK_PASSWORD, PASSWORD));
    }

    /** The issuer of its tokens. */
    public String issuer() {
        return Keycloak.URL + "/realms/" + Realm.NAME;
    }
}
