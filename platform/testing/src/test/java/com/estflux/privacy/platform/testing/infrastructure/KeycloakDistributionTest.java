package com.estflux.privacy.platform.testing.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeycloakDistributionTest {

    @TempDir
    private Path root;

    private Path home;
    private Path product;

    @BeforeEach
    void unpackAndBuild() throws IOException {
        home = root.resolve("keycloak-1");
        product = home.resolve("lib/quarkus/quarkus-application.dat");
        Files.createDirectories(product.getParent());
        Files.writeString(product, "built");
        KeycloakDistribution.noteBuilt(root, home, "choices");
    }

    @Test
    void shouldBeBuiltOnce() throws IOException {
        assertThat(KeycloakDistribution.isBuilt(root, home, "choices")).isTrue();
    }

    @Test
    void shouldBeBuiltAgainForOtherChoices() throws IOException {
        assertThat(KeycloakDistribution.isBuilt(root, home, "other choices")).isFalse();
    }

    @Test
    void shouldBeBuiltAgainWhenItWasUnpackedAgain() throws IOException {
        Files.setLastModifiedTime(product, FileTime.from(Instant.EPOCH));

        assertThat(KeycloakDistribution.isBuilt(root, home, "choices")).isFalse();
    }
}
