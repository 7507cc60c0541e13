package com.estflux.privacy.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryOriginsTest {

    @Test
    void shouldAllowOnlyWhatIsOfOneOfThem() {
        var origins = new DeliveryOrigins(Set.of("https://privacy.example.test", "http://localhost:8082"));

        assertThat(origins.allow(URI.create("https://privacy.example.test/exports/1")))
                .isTrue();
        assertThat(origins.allow(URI.create("http://localhost:8082/exports/1"))).isTrue();
        assertThat(origins.allow(URI.create("http://privacy.example.test/exports/1")))
                .isFalse();
        assertThat(origins.allow(URI.create("https://a@privacy.example.test/"))).isFalse();
        assertThat(origins.allow(URI.create("https://privacy.example.test.evil.test/")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://dsr:8082",
                "http://localhost.example.test",
                "ftp://localhost",
                "localhost:8082",
                "https://dsr/path",
                "https://"
            })
    void shouldRefuseWhatIsInClearOrNoOrigin(String origin) {
        assertThatIllegalArgumentException().isThrownBy(() -> new DeliveryOrigins(Set.of(origin)));
    }
}
