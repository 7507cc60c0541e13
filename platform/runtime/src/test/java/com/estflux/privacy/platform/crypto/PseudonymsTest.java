package com.estflux.privacy.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PseudonymsTest {

    private static final UUID ID = UUID.fromString("0b7f7c1e-2f5d-4a55-9a3c-5f1f7c0e9a01");

    /** HMAC-SHA256 of the id under the bytes 0 to 31: whoever was suppressed under it must be recognised for good. */
    private static final String PSEUDONYM = "8cf60dab1477af2d1274504814c8377454ad971c2ce246e87a74bd25806b2be4";

    private final Pseudonyms pseudonyms = new Pseudonyms(key("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="));

    @Test
    void shouldBeTheSameForEverFromAnyThread() {
        List<String> all = IntStream.range(0, 10_000)
                .parallel()
                .mapToObj(i -> i % 2 == 0 ? pseudonyms.of(ID) : pseudonyms.of("another " + i))
                .toList();

        for (int i = 0; i < all.size(); i += 2) {
            assertThat(all.get(i)).isEqualTo(PSEUDONYM);
        }
    }

    @Test
    void shouldRefuseShortKey() {
        assertThatThrownBy(() -> new Pseudonyms(key("c2hvcnQ="))).isInstanceOf(IllegalArgumentException.class);
    }

    private static SecretsConfig key(String pseudonymKey) {
        return new SecretsConfig() {
            @Override
            public String pseudonymKey() {
                return pseudonymKey;
            }

            @Override
            public String encryptionKey() {
                throw new UnsupportedOperationException();
            }
        };
    }
}
