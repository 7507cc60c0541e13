package com.estflux.privacy.platform.testing.infrastructure;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the build unpacked the servers: system property {@code estflux.infrastructure.directory}. */
public final class InfrastructureDirectory {

    /** Name of the system property that tells where. */
    public static final String PROPERTY = "estflux.infrastructure.directory";

    private InfrastructureDirectory() {}

    /**
     * The directory of one server.
     *
     * @throws InfrastructureException if the build has not unpacked it
     */
    public static Path of(String server) {
        String root = System.getProperty(PROPERTY);
        if (root == null) {
            throw new InfrastructureException("system property " + PROPERTY + " is not set");
        }
        Path directory = Path.of(root, server);
        if (!Files.isDirectory(directory)) {
            throw new InfrastructureException(directory + " is missing: build platform/testing first");
        }
        return directory;
    }
}
