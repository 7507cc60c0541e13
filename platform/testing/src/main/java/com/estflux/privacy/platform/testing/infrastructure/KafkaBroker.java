package com.estflux.privacy.platform.testing.infrastructure;

import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.access.Participant;
import com.estflux.privacy.contracts.access.TopicAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

    private static final Duration START = Duration.ofSeconds(60);

    private final int port;
    private final @Nullable Path directory;
    private final KafkaLogins logins;
    private final Lifecycle lifecycle;

    KafkaBroker(int port, @Nullable Path directory, KafkaLogins logins, Lifecycle lifecycle) {
        this.port = port;
        this.directory = directory;
        this.logins = logins;
        this.lifecycle = lifecycle;
    }

    /**
     * Starts a broker, preparing its directory the first time.
     *
     * @param directory where its log segments and its own log are
     * @param port the port on 127.0.0.1, 0 for any free one
     */
    public static KafkaBroker start(Path directory, int port) {
        return start(directory, port, KafkaLogins.ofTests());
    }

    /**
     * Starts a broker, preparing its directory the first time.
     *
     * @param directory where its log segments and its own log are
     * @param port the port on 127.0.0.1, 0 for any free one
     * @param logins who may log in
     */
    public static KafkaBroker start(Path directory, int port, KafkaLogins logins) {
        int chosen = port == 0 ? FreePorts.next() : port;
        var process = new KafkaProcess(directory, chosen, logins);
        return new KafkaBroker(chosen, directory, logins, new ProcessLifecycle(process::launch));
    }

    /** For {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** What a Kafka client of the administrator is told. */
    public Map<String, Object> clientSettings() {
        return with(logins.administrator());
    }

    /** What a Kafka client of a participant is told. */
    public Map<String, Object> clientSettings(Participant participant) {
        return with(logins.of(participant));
    }

    private Map<String, Object> with(Map<String, Object> login) {
        Map<String, Object> settings = new HashMap<>(login);
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        return settings;
    }

    /** What a service is told to use this broker as a participant. */
    public Map<String, String> serviceSettings(Participant participant) {
        return serviceSettings(participant.principal());
    }

    /** What a service is told that is no participant but stands for any of them, in tests of what they share. */
    public Map<String, String> unboundServiceSettings() {
        return serviceSettings(KafkaLogins.ADMINISTRATOR);
    }

    private Map<String, String> serviceSettings(String user) {
        return Map.of(
                "kafka.bootstrap.servers",
                bootstrapServers(),
                "estflux.kafka.security-protocol",
                "SASL_PLAINTEXT",
                "estflux.kafka.username",
                user,
                "estflux.kafka.password",
                logins.password(user));
    }

    /**
     * Creates the suite's topics that do not exist yet, and makes its users and their rights what the contracts say.
     *
     * @param overrides settings that replace the production ones of compacted topics, for example to compact sooner
     */
    public void createTopics(Map<String, String> overrides) {
        try (Admin admin = Admin.create(clientSettings())) {
            new KafkaAccess(admin, logins).apply();
            Set<String> existing = admin.listTopics().names().get(30, TimeUnit.SECONDS);
            List<NewTopic> missing = Stream.of(Topic.values())
                    .filter(topic -> !existing.contains(topic.topicName()))
                    .map(topic -> newTopic(topic, overrides))
                    .toList();
            admin.createTopics(missing).all().get(30, TimeUnit.SECONDS);
            awaitRights();
        } catch (ExecutionException | TimeoutException e) {
            throw new InfrastructureException("the topics cannot be created", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("interrupted while creating topics", e);
        }
    }

    /**
     * A client that is refused once gives up, so nobody may try before the broker knows who is who. It learns in the order
     * in which things were made: what one participant sees tells of all.
     */
    private void awaitRights() throws InterruptedException, ExecutionException, TimeoutException {
        Instant end = Instant.now().plus(START);
        while (!sees(Participant.DSR)) {
            if (Instant.now().isAfter(end)) {
                throw new TimeoutException("the broker does not apply its users' rights");
            }
            Thread.sleep(50);
        }
    }

    private boolean sees(Participant participant) throws InterruptedException, TimeoutException {
        long visible = Stream.of(Topic.values())
                .filter(topic -> TopicAccess.mayRead(participant, topic) || TopicAccess.mayWrite(participant, topic))
                .count();
        try (Admin admin = Admin.create(clientSettings(participant))) {
            return admin.listTopics().names().get(30, TimeUnit.SECONDS).size() == visible;
        } catch (ExecutionException notYet) {
            return false;
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
    static boolean answers(int port, KafkaLogins logins) {
        if (!Ports.accepts(port)) {
            return false;
        }
        Map<String, Object> settings = new HashMap<>(logins.administrator());
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2000);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1000);
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
