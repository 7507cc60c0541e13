package com.estflux.privacy.consent;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what the README says, as written. Not part of the build, because it needs bash, curl, jq and openssl. */
@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class ReadmeCheck {

    private static final Pattern COMMANDS = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    /** A refused request fails the run. */
    private static final String STRICT = """
            set -euo pipefail
            curl() { command curl -fS "$@"; echo; }
            command -v uuidgen > /dev/null || uuidgen() { cat /proc/sys/kernel/random/uuid; }
            """;

    @TempDir
    private Path directory;

    @Test
    void shouldWorkAsWritten() throws IOException, InterruptedException {
        String commands = COMMANDS.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.joining("\n"))
                .replace("http://localhost:8081", "http://localhost:" + RestAssured.port);
        Customer customer = Identities.newCustomer();
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", STRICT + commands)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        bash.environment()
                .putAll(Map.of(
                        "SUBJECT", customer.subjectId().toString(),
                        "TOKEN", customer.token(),
                        "OFFICER", Identities.token("privacy-officer"),
                        "AUDITOR", Identities.token("auditor"),
                        "ACCOUNTS", Identities.token("account-system")));

        Process running = bash.start();
        String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(running.waitFor()).as(output).isZero();
        assertThat(output)
                .contains("Signature Verified Successfully")
                .contains("\"end\":true,\"answered\":1")
                .contains("\"dryRun\":true,\"recorded\":1")
                .contains("\"dryRun\":false,\"recorded\":1")
                .contains("\"intact\":true");
    }
}
