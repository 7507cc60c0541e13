package com.estflux.privacy.stack.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.stack.LocalStack;
import com.estflux.privacy.stack.Progress;
import com.estflux.privacy.stack.StackOptions;
import com.estflux.privacy.stack.StackPorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs what the services' READMEs say on the whole stack, as written: blocks marked {@code sh}, while {@code bash} marks
 * what takes a checkout. Not part of the build, because it needs bash, curl, jq and openssl.
 */
class ReadmeCheck {

    private static final Pattern COMMANDS = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TOKENS = Pattern.compile("## Tokens\\n.*?```sh\\n(.*?)```", Pattern.DOTALL);
    private static final Path ROOT = Path.of(System.getProperty("estflux.root"));

    /** A refused request fails the run. */
    private static final String STRICT = """
            set -euo pipefail
            curl() { command curl -fS "$@"; }
            command -v uuidgen > /dev/null || uuidgen() { cat /proc/sys/kernel/random/uuid; }
            """;

    private static LocalStack stack;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        Path data = ROOT.resolve("deploy/local/stack/target/readme-data");
        stack = LocalStack.start(
                new StackOptions(ROOT, data, StackPorts.free(), true, false), new Progress(System.out));
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void shouldRunWhatTheConsentServiceSays() throws Exception {
        assertThat(run("alice", "consent-service"))
                .contains("Signature Verified Successfully")
                .contains("\"end\":true,\"answered\":1")
                .contains("\"dryRun\":true,\"recorded\":1")
                .contains("\"dryRun\":false,\"recorded\":1")
                .contains("\"intact\":true");
    }

    @Test
    void shouldRunWhatTheMetricsIngestServiceSays() throws Exception {
        assertThat(run("bob", "metrics-ingest-service"))
                .doesNotContain("\"refused\":[{")
                .contains("\"samples\":3")
                .contains("\"matches\":true")
                .contains("\"kind\":\"CORRECTION\"");
    }

    private String run(String customer, String service) throws IOException, InterruptedException {
        String tokens = commands(TOKENS, "deploy/local/README.md").replace("person alice", "person " + customer);
        String commands = commands(COMMANDS, service + "/README.md")
                .replace("@metrics-ingest-service/", "@" + ROOT.resolve("metrics-ingest-service") + "/");
        for (String component : List.of("consent", "dsr", "retention", "metrics", "keycloak")) {
            String wellKnown = "localhost:" + StackPorts.standard().of(component);
            String here = "localhost:" + stack.options().ports().of(component);
            tokens = tokens.replace(wellKnown, here);
            commands = commands.replace(wellKnown, here);
        }
        Process running = new ProcessBuilder("bash", "-c", STRICT + tokens + commands)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor()).as(output).isZero();
        return output;
    }

    private static String commands(Pattern pattern, String readme) throws IOException {
        return pattern.matcher(Files.readString(ROOT.resolve(readme)))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.joining("\n"));
    }
}
