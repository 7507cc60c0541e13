package com.estflux.privacy.platform.testing.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** How a Kafka broker is run as a child process. */
final class KafkaProcess {

    private static final Duration START = Duration.ofMinutes(3);
    private static final String CLUSTER_ID = "ZXN0Zmx1eC1wcml2YWN5AA";

    private final Path directory;
    private final int port;
    private final KafkaLogins logins;
    private final int controllerPort = FreePorts.next();

    KafkaProcess(Path directory, int port, KafkaLogins logins) {
        this.directory = directory;
        this.port = port;
        this.logins = logins;
        prepare();
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
        settings.setProperty("listeners", "CLIENTS://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.setProperty("advertised.listeners", "CLIENTS://127.0.0.1:" + port);
        logins.broker().forEach(settings::setProperty);
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
            Files.deleteIfExists(configuration());
            Files.createFile(
                    configuration(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (var writer = Files.newBufferedWriter(configuration())) {
                settings.store(writer, null);
            }
        } catch (IOException e) {
            throw new InfrastructureException("Kafka cannot be prepared in " + directory, e);
        }
    }

    /** Starts it and waits until it answers. */
    ManagedProcess launch() {
        List<String> kafka = java("kafka.Kafka");
        kafka.add(configuration().toString());
        ManagedProcess started = ManagedProcess.start("kafka", kafka, Map.of(), log());
        Ports.awaitReady(started, START, () -> KafkaBroker.answers(port, logins));
        return started;
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
