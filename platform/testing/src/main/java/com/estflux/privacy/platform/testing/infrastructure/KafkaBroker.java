package com.estflux.privacy.platform.testing.infrastructure;

import com.estflux.privacy.contracts.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/** A real single-node Kafka in KRaft mode on loopback, in its own JVM. Its log outlives it. */
public final class KafkaBroker implements AutoCloseable {

    private final int port;
    private final @Nullable Path directory;
    private final Lifecycle lifecycle;

    KafkaBroker(int port, @Nullable Path directory, Lifecycle lifecycle) {
        this.port = port;
        this.directory = directory;
        this.lifecycle = lifecycle;
    }

    /**
     * Starts a broker, preparing its directory the first time.
     *
     * @param directory where its log segments and its own log are
     * @param port the port on 127.0.0.1, 0 for any free one
     */
    public static KafkaBroker start(Path directory, int port) {
        int chosen = port == 0 ? FreePorts.next() : port;
        var process = new KafkaProcess(directory, chosen);
        return new KafkaBroker(chosen, directory, new ProcessLifecycle(process::launch));
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

    /**
     * The files that hold what was ever published and not yet removed.
     *
     * @throws InfrastructureException if they are inside a container
     */
    public List<Path> logSegments() {
        if (directory == null) {
            throw new InfrastructureException("the log segments are inside a container");
        }
        try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
            return files.filter(file -> file.toString().endsWith(".log")).toList();
        } catch (IOException e) {
            throw new InfrastructureException("the log segments cannot be listed", e);
        }
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

    /** Whether a broker takes requests on this port. */
    static boolean answers(int port) {
        if (!Ports.accepts(port)) {
            return false;
        }
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port,
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
}
