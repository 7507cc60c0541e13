package com.estflux.privacy.platform.testing.quarkus;

import com.estflux.privacy.platform.testing.infrastructure.Containers;
import com.estflux.privacy.platform.testing.infrastructure.Directories;
import com.estflux.privacy.platform.testing.infrastructure.KafkaBroker;
import com.estflux.privacy.platform.testing.infrastructure.KeycloakAdmin;
import com.estflux.privacy.platform.testing.infrastructure.KeycloakServer;
import com.estflux.privacy.platform.testing.infrastructure.MailServer;
import com.estflux.privacy.platform.testing.infrastructure.PostgresServer;
import com.estflux.privacy.platform.testing.infrastructure.PreparedPostgres;
import com.estflux.privacy.platform.testing.infrastructure.Realm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The servers of this test JVM: each started once, on first use, stopped when it ends. */
public final class Infrastructure {

    /** System property: {@code embedded}, the default, for child processes, or {@code containers}. */
    public static final String MODE = "estflux.infrastructure.mode";

    /** System property: a Keycloak that runs already and has the realm, instead of one of our own. */
    public static final String KEYCLOAK_URL = "estflux.keycloak.url";

    /** System property: the password of its administrator {@code admin}. */
    public static final String KEYCLOAK_PASSWORD = "estflux.keycloak.admin-password";

    /** Password of every role here; nothing outside of loopback can reach them. */
    static final String PASSWORD = "only-for-tests";

    /** Tombstones take effect within seconds, so that tests can see it. */
    private static final Map<String, String> COMPACT_SOON =
            Map.of("segment.ms", "2000", "max.compaction.lag.ms", "2000", "delete.retention.ms", "1000");

    private static final boolean CONTAINERS = "containers".equals(System.getProperty(MODE));

    private static final Infrastructure INSTANCE = new Infrastructure();

    private Infrastructure() {}

    /** Among what the build made, so that logs are found and cleaned up there; data goes when this JVM does. */
    private static final class Directory {
        static final Path PATH = create();

        private static Path create() {
            Path target = Path.of("target").toAbsolutePath();
            try {
                return Files.isDirectory(target)
                        ? Files.createTempDirectory(target, "servers-")
                        : Files.createTempDirectory("estflux-servers-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static void deleteAtExit(String server, Runnable kill) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                kill.run();
                                Directories.delete(PATH.resolve(server).resolve("data"));
                            },
                            "delete-" + server));
        }
    }

    private static final class Postgres {
        static final PostgresServer SERVER = start();

        private static PostgresServer start() {
            if (CONTAINERS) {
                return Containers.postgres(PASSWORD);
            }
            PostgresServer server = PreparedPostgres.start(Directory.PATH.resolve("postgresql"), PASSWORD);
            Directory.deleteAtExit("postgresql", server::kill);
            return server;
        }
    }

    private static final class Kafka {
        static final KafkaBroker BROKER = start();

        private static KafkaBroker start() {
            KafkaBroker broker = CONTAINERS ? Containers.kafka() : embedded();
            broker.createTopics(COMPACT_SOON);
            return broker;
        }

        private static KafkaBroker embedded() {
            KafkaBroker broker = KafkaBroker.start(Directory.PATH.resolve("kafka"), 0);
            Directory.deleteAtExit("kafka", broker::kill);
            return broker;
        }
    }

    private static final class Keycloak {
        static final String URL = System.getProperty(KEYCLOAK_URL) == null ? start() : System.getProperty(KEYCLOAK_URL);

        private static String start() {
            KeycloakServer server = CONTAINERS
                    ? Containers.keycloak(Postgres.SERVER, PASSWORD)
                    : KeycloakServer.start(Directory.PATH.resolve("keycloak"), 0, Postgres.SERVER, PASSWORD);
            return server.url();
        }
    }

    private static final class Mail {
        static final MailServer SERVER = MailServer.start(0);
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

    /** The mail server; a service under test uses it if {@link PrivacyInfrastructure} was told {@code mail=true}. */
    public MailServer mail() {
        return Mail.SERVER;
    }
}
