package com.estflux.privacy.platform.testing.infrastructure;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A server in a container, always on the same port of this machine, so that it can come back. */
final class ContainerLifecycle implements Lifecycle, Watched {

    private static final Duration START = Duration.ofMinutes(3);

    private final Container container;
    private final BooleanSupplier ready;

    /**
     * Starts it.
     *
     * @param ready whether it answers
     */
    ContainerLifecycle(Container container, BooleanSupplier ready) {
        this.container = container;
        this.ready = ready;
        container.start();
        Ports.awaitReady(this, START, ready);
    }

    /** What is run, not started yet. */
    static final class Container extends GenericContainer<Container> {

        /**
         * A container of an image.
         *
         * @param port on this machine
         * @param inner the port inside
         */
        Container(String image, int port, int inner) {
            super(DockerImageName.parse(image));
            addFixedExposedPort(port, inner);
            // Whoever starts it waits by asking the server itself.
            setWaitStrategy(null);
        }
    }

    @Override
    public boolean isAlive() {
        return container.isRunning();
    }

    @Override
    public void kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void restart() {
        if (isAlive()) {
            kill();
        }
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
        Ports.awaitReady(this, START, ready);
    }

    @Override
    public void close() {
        container.stop();
    }

    @Override
    public Object log() {
        return "docker logs " + container.getContainerId();
    }

    @Override
    public String toString() {
        return container.getDockerImageName();
    }
}
