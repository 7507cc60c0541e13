package com.estflux.privacy.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process: its one line, its status, and how it hears that it shall stop. */
class LauncherTest {

    @TempDir
    Path folder;

    @Test
    void shouldRefuseWhatItDoesNotKnow() throws Exception {
        Process launcher = java(Launcher.class, "--fast");

        assertThat(launcher.waitFor()).isEqualTo(2);
        assertThat(output()).isEqualTo("unknown option --fast; see --help\n");
    }

    @Test
    void shouldSayWhichPortIsTakenBeforeItResetsAnything() throws Exception {
        Path kept = Files.writeString(folder.resolve("kept"), "x");
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StackPorts free = StackPorts.free();
            List<String> words = new ArrayList<>(List.of("--reset", "--data", folder.toString()));
            for (String name : List.of("consent", "dsr", "retention", "metrics", "keycloak", "account", "billing")) {
                words.addAll(List.of("--port", name + "=" + free.of(name)));
            }
            words.addAll(List.of("--port", "dsr=" + other.getLocalPort()));

            Process launcher = java(Launcher.class, words.toArray(String[]::new));

            assertThat(launcher.waitFor()).isEqualTo(1);
            assertThat(output())
                    .startsWith("taken by another program: port ")
                    .contains(other.getLocalPort() + " (dsr)")
                    .hasLineCount(1);
        }
        assertThat(kept).exists();
    }

    @Test
    void shouldSayThatItsFolderIsNone() throws Exception {
        Process launcher = java(
                Launcher.class,
                "--data",
                Files.writeString(folder.resolve("file"), "").toString());

        assertThat(launcher.waitFor()).isEqualTo(1);
        assertThat(output()).contains("cannot be used").hasLineCount(1);
    }

    /** The others may be ignored by whoever runs this, as nohup does with SIGHUP, and stay so. */
    @Test
    void shouldHearThatItShallStop() throws Exception {
        Process listener = java(Listener.class);
        awaitLine("listening");

        new ProcessBuilder("kill", "-TERM", Long.toString(listener.pid())).start();

        assertThat(listener.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(output()).contains("stopped in order");
    }

    @Test
    void shouldHearTheEndOfItsInput() throws Exception {
        Process listener = java(Listener.class);
        awaitLine("listening");

        listener.getOutputStream().close();

        assertThat(listener.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(output()).contains("stopped in order");
    }

    /** Waits to be stopped as the launcher does, without a stack. */
    static final class Listener {

        public static void main(String[] none) {
            StopRequests stop = new StopRequests(Thread.currentThread());
            stop.atSignals();
            stop.atEndOfInput();
            System.out.println("listening");
            try {
                Thread.sleep(60_000);
                System.out.println("heard nothing");
            } catch (InterruptedException e) {
                System.out.println(stop.made() ? "stopped in order" : "interrupted by somebody else");
            }
            System.exit(0);
        }
    }

    private Process java(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out().toFile())
                .start();
    }

    private Path out() {
        return folder.resolve("out");
    }

    private void awaitLine(String line) {
        await().until(() -> output().contains(line));
    }

    private String output() throws IOException {
        return Files.readString(out(), StandardCharsets.UTF_8);
    }
}
