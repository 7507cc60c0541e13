package com.estflux.privacy.platform.testing.quarkus;

import com.estflux.privacy.platform.testing.infrastructure.KafkaBroker;
import com.estflux.privacy.platform.testing.infrastructure.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The servers of this test JVM: started once, on first use, stopped when it ends. */
public final class Infrastructure {

    /** Password of every role here; nothing outside of loopback can reach them. */
    static final String PASSWORD = "only-for-tests";

    /** Tombstones take effect within seconds, so that tests can see it. */
    private static final Map<String, String> COMPACT_SOON =
            Map.of("segment.ms", "2000", "max.compaction.lag.ms", "2000", "delete.retention.ms", "1000");

    private static final Infrastructure INSTANCE = new Infrastructure();

    private final PostgresServer postgres;
    private final KafkaBroker kafka;

    private Infrastructure() {
        try {
            Path directory = Files.createTempDirectory("estflux-test-");
            postgres = PostgresServer.start(directory.resolve("postgresql"), 0, PASSWORD, false);
            kafka = KafkaBroker.start(directory.resolve("kafka"), 0);
            kafka.createTopics(COMPACT_SOON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The servers. */
    public static Infrastructure get() {
        return INSTANCE;
    }

    /** The database server. */
    public PostgresServer postgres() {
        return postgres;
    }

    /** The broker. */
    public KafkaBroker kafka() {
        return kafka;
    }
}
