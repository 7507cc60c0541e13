package com.estflux.privacy.platform.testing.infrastructure;

import com.estflux.privacy.contracts.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** A real single-node Kafka in KRaft mode on loopback, in its own JVM. Its log outlives it. */
public final class KafkaBroker implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final String CLUSTER_ID = "ZXN0Zmx1eC1wcml2YWN5AA";

    private final Path directory;
    private final int port;
    private final int controllerPort;
    private ManagedProcess process;

    private KafkaBroker(Path directory, int port) {
        this.directory = directory;
        this.port = port;
        this.controllerPort = Ports.free();
        prepare();
        this.process = launch();
    }

    /**
     * Starts a broker, preparing its directory the first time.
     *
     * @param directory where its log segments and its own log are
     * @param port the port on 127.0.0.1, 0 for any free one
     */
    public static KafkaBroker start(Path directory, int port) {
        return new KafkaBroker(directory, port == 0 ? Ports.free() : port);
    }

    /** For {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /**
     * Creates the suite's topics that do not exist yet.
     *
     * @param overrides settings that replace the production ones of compacted topics, for example to compact sooner
     */
    public void createTopics(Map<String, String> overrides) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            Set<String> existing = admin.listTopics().names().get(30, TimeUnit.SECONDS);
            List<NewTopic> missing = Stream.of(Topic.values())
                    .filter(topic -> !existing.contains(topic.topicName()))
                    .map(topic -> newTopic(topic, overrides))
                    .toList();
            admin.createTopics(missing).all().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new InfrastructureException("the topics cannot be created", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("interrupted while creating topics", e);
        }
    }

    private static NewTopic newTopic(Topic topic, Map<String, String> overrides) {
        Map<String, String> settings = new HashMap<>(topic.configuration());
        if (topic.compacted()) {
            settings.putAll(overrides);
        }
        return new NewTopic(topic.topicName(), Optional.of(topic.partitions()), Optional.of((short) 1))
                .configs(settings);
    }

    /** The files that hold what was ever published and not yet removed. */
    public List<Path> logSegments() {
        try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
            return files.filter(file -> file.toString().endsWith(".log")).toList();
        } catch (IOException e) {
            throw new InfrastructureException("the log segments cannot be listed", e);
        }
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

    private void prepare() {
        Path data = directory.resolve("data");
        writeConfiguration(data);
        if (!Files.exists(data.resolve("meta.properties"))) {
            List<String> format = java("kafka.tools.StorageTool");
            format.addAll(
                    List.of("format", "-t", CLUSTER_ID, "-c", configuration().toString()));
            ManagedProcess.run("kafka format", format, Map.of(), log());
        }
    }

    private void writeConfiguration(Path data) {
        Properties settings = new Properties();
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", "1");
        settings.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.setProperty(
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty("log.dirs", data.toString());
        settings.setProperty("auto.create.topics.enable", "false");
        settings.setProperty("offsets.topic.replication.factor", "1");
        settings.setProperty("offsets.topic.num.partitions", "1");
        settings.setProperty("transaction.state.log.replication.factor", "1");
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("transaction.state.log.num.partitions", "1");
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        settings.setProperty("log.cleaner.backoff.ms", "1000");
        settings.setProperty("log.retention.check.interval.ms", "10000");
        settings.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
        try {
            Files.createDirectories(directory);
            try (var writer = Files.newBufferedWriter(configuration())) {
                settings.store(writer, null);
            }
        } catch (IOException e) {
            throw new InfrastructureException("Kafka cannot be prepared in " + directory, e);
        }
    }

    private ManagedProcess launch() {
        List<String> kafka = java("kafka.Kafka");
        kafka.add(configuration().toString());
        ManagedProcess started = ManagedProcess.start("kafka", kafka, Map.of(), log());
        Ports.awaitReady(started, START, () -> Ports.accepts(port) && answers());
        return started;
    }

    private boolean answers() {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1000);
        try (Admin admin = Admin.create(settings)) {
            admin.listTopics().names().get(2, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("interrupted while waiting for Kafka", e);
        }
    }

    private static List<String> java(String mainClass) {
        Path libraries = InfrastructureDirectory.of("kafka").resolve("libs");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", libraries + "/*", mainClass));
        return command;
    }

    private Path configuration() {
        return directory.resolve("server.properties");
    }

    private Path log() {
        return directory.resolve("kafka.log");
    }
}
