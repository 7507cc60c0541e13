package com.estflux.privacy.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Progress progress = new Progress(new PrintStream(said, true, StandardCharsets.UTF_8));
    private volatile boolean diskFull;
    private ServerComponent component;
    private volatile Process process;

    @BeforeEach
    void begin() {
        launch();
        component = new ServerComponent(
                "sleeper",
                folder.resolve("logs/sleeper.log"),
                () -> process.isAlive(),
                () -> process.destroyForcibly(),
                this::launch,
                () -> process.destroy());
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    void shouldStartAgainWhatDiedAndSaySoUntilItDiesTooOften() {
        try (Supervisor supervisor = new Supervisor(List.of(component), () -> diskFull, progress)) {
            for (int death = 1; death <= 3; death++) {
                Process before = process;
                before.destroyForcibly();
                await().until(() -> process != before && process.isAlive());
            }
            process.destroyForcibly();
            await().until(() -> said().contains("stays down"));
        }

        assertThat(said().lines().toList())
                .hasSize(7)
                .allMatch(line -> line.contains("sleeper"))
                .anyMatch(line -> line.endsWith("died, see " + folder.resolve("logs/sleeper.log") + "; restart 1 of 3"))
                .anyMatch(line -> line.endsWith("ready again"));
    }

    @Test
    void shouldLeaveAloneWhatWasStoppedOnPurpose() {
        component.stop();
        Process stopped = process;
        // Another that dies later shows that the first was looked at.
        ServerComponent other = new ServerComponent("other", folder, () -> false, () -> {}, () -> {}, () -> {});
        try (Supervisor supervisor = new Supervisor(List.of(component, other), () -> diskFull, progress)) {
            await().until(() -> said().contains("other"));
        }

        assertThat(process).isSameAs(stopped);
        assertThat(said()).doesNotContain("sleeper");
    }

    @Test
    void shouldWaitForRoomOnTheDiskWithoutWastingRestarts() {
        diskFull = true;
        Process before = process;
        try (Supervisor supervisor = new Supervisor(List.of(component), () -> diskFull, progress)) {
            before.destroyForcibly();
            await().until(() -> said().contains("the disk is full; it starts again once there is room"));
            diskFull = false;
            await().until(() -> said().contains("ready again"));
        }

        assertThat(process).isNotSameAs(before);
        assertThat(said().lines().toList()).hasSize(3).anyMatch(line -> line.endsWith("restart 1 of 3"));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private void launch() {
        process = start();
    }

    private static Process start() {
        try {
            return new ProcessBuilder("sleep", "600").start();
        } catch (java.io.IOException e) {
            throw new StackException("no sleep", e);
        }
    }
}
