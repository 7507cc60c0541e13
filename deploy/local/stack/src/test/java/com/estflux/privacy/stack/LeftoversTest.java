package com.estflux.privacy.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

    @TempDir
    Path folder;

    private Process left;
    private Path file;

    @BeforeEach
    void leaveSomething() throws IOException {
        file = folder.resolve("processes");
        // A parent that does not heed SIGTERM, with a child: the worst that may be left.
        left = new ProcessBuilder("bash", "-c", "trap '' TERM; sleep 600 & wait; wait").start();
        await().until(() -> left.descendants().findAny().isPresent());
    }

    @AfterEach
    void end() {
        left.descendants().forEach(ProcessHandle::destroyForcibly);
        left.destroyForcibly();
    }

    @Test
    void shouldStopWhatIsLeftWithItsChildren() throws IOException {
        ProcessHandle child = left.descendants().findAny().orElseThrow();
        note();

        assertThat(new Leftovers(file, Duration.ofMillis(300)).stop()).isOne();

        assertThat(left.isAlive()).isFalse();
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void shouldTouchNobodyWhoOnlyHasTheSameNumber() throws IOException {
        note();
        List<String> others = Files.readAllLines(file).stream()
                .map(line -> line.substring(0, line.indexOf(' ')) + " 1234567890123")
                .toList();
        Files.write(file, others);

        assertThat(new Leftovers(file).stop()).isZero();

        assertThat(left.isAlive()).isTrue();
    }

    @Test
    void shouldHaveNothingToStopAfterAnOrderlyEnd() {
        Leftovers leftovers = new Leftovers(file);
        leftovers.watch();
        await().until(() -> Files.exists(file));
        leftovers.close();

        assertThat(new Leftovers(file).stop()).isZero();
        assertThat(left.isAlive()).isTrue();
    }

    /** Only the process of this test: others may have children of this JVM running. */
    private void note() throws IOException {
        Leftovers leftovers = new Leftovers(file);
        leftovers.watch();
        String own = left.pid() + " ";
        await().until(() ->
                Files.exists(file) && Files.readAllLines(file).stream().anyMatch(line -> line.startsWith(own)));
        List<String> noted = Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(own))
                .toList();
        leftovers.close();
        Files.write(file, noted);
    }
}
