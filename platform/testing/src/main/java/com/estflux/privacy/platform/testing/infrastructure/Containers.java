package com.estflux.privacy.platform.testing.infrastructure;

import com.estflux.privacy.platform.testing.infrastructure.ContainerLifecycle.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.testcontainers.containers.Network;
import org.testcontainers.images.builder.Transferable;

/**
 * The same servers in containers of the Docker on this machine. System property {@code estflux.image.NAME} replaces the
 * image of {@code postgresql}, {@code kafka} or {@code keycloak} with another that takes the same settings.
 */
public final class Containers {

    private static final String POSTGRES_HOST = "postgresql";
    private static final Network NETWORK = Network.newNetwork();

    private Containers() {}

    /** PostgreSQL, without durability. */
    public static PostgresServer postgres(String password) {
        int port = FreePorts.next();
        Container container = new Container(image("postgresql", "docker.io/library/postgres:18"), port, 5432)
                .withNetwork(NETWORK)
                .withNetworkAliases(POSTGRES_HOST)
                .withEnv("POSTGRES_PASSWORD", password)
                .withCommand("postgres", "-c", "max_connections=200", "-c", "timezone=UTC", "-c", "fsync=off");
        return new PostgresServer(
                port, password, new ContainerLifecycle(container, () -> PostgresServer.answers(port, password)));
    }

    /** A broker. */
    public static KafkaBroker kafka() {
        int port = FreePorts.next();
        KafkaLogins logins = KafkaLogins.ofTests();
        Container container = new Container(image("kafka", "docker.io/apache/kafka:4.1.1"), port, 9092)
                .withEnv(Map.of(
                        "KAFKA_NODE_ID", "1",
                        "KAFKA_PROCESS_ROLES", "broker,controller",
                        "KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093",
                        "KAFKA_LISTENERS", "CLIENTS://:9092,CONTROLLER://:9093",
                        "KAFKA_ADVERTISED_LISTENERS", "CLIENTS://127.0.0.1:" + port,
                        "KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER",
                        "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false"))
                .withEnv(Map.of(
                        "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1",
                        "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "1",
                        "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1",
                        "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1",
                        "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0",
                        "KAFKA_LOG_CLEANER_BACKOFF_MS", "1000",
                        "KAFKA_LOG_RETENTION_CHECK_INTERVAL_MS", "10000",
                        "KAFKA_HEAP_OPTS", "-Xmx384m"))
                .withEnv(environment(logins.broker()));
        return new KafkaBroker(
                port, null, logins, new ContainerLifecycle(container, () -> KafkaBroker.answers(port, logins)));
    }

    /** Broker settings as the image reads them: a dot is one underscore, an underscore two, a hyphen three. */
    private static Map<String, String> environment(Map<String, String> settings) {
        return settings.entrySet().stream()
                .collect(Collectors.toMap(
                        setting -> "KAFKA_"
                                + setting.getKey()
                                        .replace("_", "__")
                                        .replace("-", "___")
                                        .replace('.', '_')
                                        .toUpperCase(Locale.ROOT),
                        Map.Entry::getValue));
    }

    /**
     * Keycloak with the realm {@link Realm}.
     *
     * @param postgres made by {@link #postgres}; keeps its data
     * @param password of its administrator and of its database role
     */
    public static KeycloakServer keycloak(PostgresServer postgres, String password) {
        int port = FreePorts.next();
        postgres.createDatabase(KeycloakServer.DATABASE, password, password);
        List<String> command = new ArrayList<>(List.of("start", "--cache=local", "--http-enabled=true"));
        command.addAll(KeycloakDistribution.CHOICES);
        command.add("--hostname=" + KeycloakServer.url(port));
        command.add("--db-url=jdbc:postgresql://" + POSTGRES_HOST + "/" + KeycloakServer.DATABASE);
        command.add("--db-username=" + KeycloakServer.DATABASE + "_owner");
        Container container = new Container(image("keycloak", "quay.io/keycloak/keycloak:26.7.3"), port, 8080)
                .withNetwork(NETWORK)
                .withCopyToContainer(
                        Transferable.of(KeycloakDistribution.scripts(), 0644),
                        "/opt/keycloak/providers/" + KeycloakDistribution.SCRIPTS)
                .withEnv(Map.of(
                        "KC_DB_PASSWORD",
                        password,
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        KeycloakAdmin.USER,
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        password,
                        "JAVA_OPTS_KC_HEAP",
                        "-Xmx512m"))
                .withCommand(command.toArray(String[]::new));
        return new KeycloakServer(
                port, password, new ContainerLifecycle(container, () -> KeycloakServer.answers(port)));
    }

    private static String image(String name, String usual) {
        String chosen = System.getProperty("estflux.image." + name, "");
        return chosen.isBlank() ? usual : chosen;
    }
}
