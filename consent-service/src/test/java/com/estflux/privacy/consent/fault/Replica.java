package com.estflux.privacy.consent.fault;

import static org.awaitility.Awaitility.await;

import com.estflux.privacy.platform.testing.infrastructure.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The service as it is shipped, in a process of its own; dead or alive, it keeps its port. */
final class Replica implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);
    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String name;
    private final Map<String, String> configuration;
    private final int port;
    private final Thread lastResort;
    private volatile Process process;

    Replica(String name, Map<String, String> configuration) {
        this.name = name;
        this.configuration = configuration;
        this.port = FreePorts.next();
        this.process = launch();
        this.lastResort = new Thread(() -> process.destroyForcibly(), "kill-" + name);
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    Replica awaitReady() {
        await().atMost(START).pollInterval(Duration.ofMillis(200)).until(this::ready);
        return this;
    }

    boolean ready() {
        if (!process.isAlive()) {
            throw new IllegalStateException(name + " ended, see target/" + name + ".log");
        }
        HttpRequest request = HttpRequest.newBuilder(uri("/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM, as an orchestrator ends it. */
    void terminate() {
        process.destroy();
        awaitEnd();
    }

    Replica restart() {
        process = launch();
        return this;
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    private void awaitEnd() {
        await().atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
    }

    private Process launch() {
        // None of them lives long enough for the second compiler to pay.
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        configuration.forEach((key, value) -> command.add("-D" + key + '=' + value));
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.addAll(List.of("-jar", JAR.toString()));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            Path.of("target", name + ".log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
