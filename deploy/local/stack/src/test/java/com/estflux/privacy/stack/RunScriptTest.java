package com.estflux.privacy.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/local/run} on machines that lack what it needs: one line, and a status that says so. */
class RunScriptTest {

    private static final List<String> TOOLS = List.of(
            "bash", "cat", "dirname", "find", "grep", "head", "mkdir", "mktemp", "mv", "sed", "sort", "tail", "tee");

    @TempDir
    Path checkout;

    private Path tools;
    private Path script;

    @BeforeEach
    void makeBareMachine() throws IOException {
        tools = Files.createDirectories(checkout.resolve("tools"));
        for (String tool : TOOLS) {
            tool(tool, "exec /usr/bin/" + tool + " \"$@\"");
        }
        script = checkout.resolve("deploy/local/run");
        Files.createDirectories(script.getParent());
        // Module deploy/local/stack is where Maven runs its tests.
        Files.copy(Path.of("../run"), script);
    }

    @Test
    void shouldSayThatThereIsNoJava() throws Exception {
        assertThat(run()).isEqualTo("no JDK found: install JDK 17 or newer, or set JAVA_HOME\n");
    }

    @Test
    void shouldSayThatJavaIsTooOld() throws Exception {
        java(11);

        assertThat(run()).isEqualTo("JDK 17 or newer is needed, java is 11\n");
    }

    @Test
    void shouldSayThatThereIsNoCompiler() throws Exception {
        java(17);

        assertThat(run())
                .isEqualTo("java is a runtime without a compiler: install a JDK 17 or newer, or set JAVA_HOME\n");
    }

    @Test
    void shouldSayThatThereIsNoMaven() throws Exception {
        java(25);
        tool("javac", "exit 0");

        assertThat(run()).isEqualTo("no Maven found: install Maven 3.8.6 or newer\n");
    }

    @Test
    void shouldSayThatMavenIsTooOld() throws Exception {
        java(17);
        tool("javac", "exit 0");
        tool("mvn", "echo Apache Maven 3.6.3");

        assertThat(run()).isEqualTo("Maven 3.8.6 or newer is needed, mvn is 3.6.3\n");
    }

    @Test
    void shouldSayWhyTheBuildFailed() throws Exception {
        java(17);
        tool("javac", "exit 0");
        tool(
                "mvn",
                "[ \"$2\" = -v ] && { echo Apache Maven 3.9.9; exit; }; echo '[ERROR] No space left on device'; exit 1");

        assertThat(run())
                .endsWith("the build failed: [ERROR] No space left on device\n")
                .hasLineCount(2);
    }

    private void java(int version) throws IOException {
        tool("java", "echo '    java.specification.version = " + version + "'");
    }

    private void tool(String name, String what) throws IOException {
        Path file = Files.writeString(tools.resolve(name), "#!/bin/bash\n" + what + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What it says on a machine with only these tools; it must fail. */
    private String run() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", script.toString()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        return said;
    }
}
