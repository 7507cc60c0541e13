package com.estflux.privacy.platform.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StopDuringStartTest {

    /** As a service whose database does not answer: its start goes on, and Quarkus' own hook waits for it. */
    static final class NeverStarted {

        public static void main(String... arguments) {
            CountDownLatch never = new CountDownLatch(1);
            if (arguments.length == 0) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> waitFor(never)));
            }
            StopDuringStart.watch();
            System.out.println("starting");
            if (arguments.length > 0) {
                Runtime.getRuntime().exit(3);
            }
            waitFor(never);
        }

        private static void waitFor(CountDownLatch never) {
            while (never.getCount() > 0) {
                try {
                    never.await();
                } catch (InterruptedException ignoredAsFlywayDoes) {
                    Thread.interrupted();
                }
            }
        }
    }

    @Test
    void shouldEndAtOnceBeforeServiceHasStarted() throws IOException, InterruptedException {
        Process process = start();
        try {
            assertThat(process.inputReader().readLine()).isEqualTo("starting");

            process.destroy();

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void shouldLeaveStatusOfFailedStartAlone() throws IOException, InterruptedException {
        Process process = start("fail");
        try {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(3);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                NeverStarted.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
