package com.estflux.privacy.metrics.sample;

import static com.estflux.privacy.metrics.fixture.Samples.json;
import static com.estflux.privacy.metrics.fixture.Samples.sample;
import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.contracts.usage.VpsSampled;
import com.estflux.privacy.metrics.fixture.Trace;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short ways of reading say what the general ones say, or nothing. */
class PlainFormsTest {

    private static final int ROUNDS = 100_000;
    private static final Instant AT = Instant.parse("2026-03-10T10:00:00.25Z");
    private static final VpsSampled SAMPLE =
            sample(UUID.fromString("018f0000-0000-7000-8000-000000000001"), AT, 1_700_000_000_000L);
    private static final String SIGNS = "\\\", =\n#iu{}:-.TZ09";

    private final Random random = new Random(5);
    private final SampleReader general = new SampleReader();

    @Test
    void shouldReadWhatProgramsWrite() {
        byte[] document = bytes(json(SAMPLE));
        byte[] line = bytes(Trace.line(SAMPLE.vpsId(), SAMPLE, "1773136800250"));

        assertThat(PlainSample.read(document, 0, document.length)).isEqualTo(SAMPLE);
        assertThat(PlainLine.read(line, 0, line.length, Precision.MS)).isEqualTo(SAMPLE);
    }

    @Test
    void shouldAgreeWithTheGeneralReaderOfJsonWhateverIsChanged() {
        byte[] document = bytes(json(SAMPLE));
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] mutated = mutated(document);
            VpsSampled plain = PlainSample.read(mutated, 0, mutated.length);
            if (plain != null) {
                assertThat(plain).as("seed 5, round %d", round).isEqualTo(generally(mutated));
                read++;
            }
        }
        assertThat(read).isBetween(ROUNDS / 100, ROUNDS - 1);
    }

    @Test
    void shouldAgreeWithTheGeneralReaderOfLinesWhateverIsChanged() throws SampleRefusedException {
        byte[] line = bytes(Trace.line(SAMPLE.vpsId(), SAMPLE, "1773136800250"));
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] mutated = mutated(line);
            String text = new String(mutated, StandardCharsets.UTF_8);
            VpsSampled plain = text.matches("(?s).*[\"\\\\\n].*")
                    ? null
                    : PlainLine.read(mutated, 0, mutated.length, Precision.MS);
            if (plain != null) {
                // An escape makes the line one for the general parser, and is no part of what it says.
                String escaped = text.replaceFirst(" (?=[^ ]*$)", ",note=\"\\\\\\\\\" ");
                assertThat(LineSamples.read(bytes(escaped), Precision.MS, AT, 1))
                        .as("seed 5, round %d: %s", round, text)
                        .containsExactly(SampleLine.of(1, plain));
                read++;
            }
        }
        assertThat(read).isBetween(ROUNDS / 100, ROUNDS - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-29T00:00:00Z", "2024-02-29T23:59:59.999999999Z", "2026-13-01T00:00:00Z",
                        "2026-01-01T24:00:00Z",
                "2026-01-01T00:00:60Z", "0000-01-01T00:00:00Z", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00.5Z",
                "2026-01-01T00:00:00,5Z", "2026-01-01t00:00:00Z", "2026-01-01T00:00:00.1234567890Z"
            })
    void shouldReadTimesAsTheGeneralReaderDoes(String text) {
        Instant plain = Ascii.time(bytes(text), 0, text.length());

        if (plain != null) {
            assertThat(plain).isEqualTo(SampleReader.instant(text));
        } else {
            assertThat(text).doesNotMatch("2024-02-29.*|0000.*|.*00\\.5Z");
        }
    }

    private byte[] mutated(byte[] original) {
        byte[] mutated = original.clone();
        for (int i = random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(mutated.length);
            mutated[at] = random.nextBoolean()
                    ? (byte) SIGNS.charAt(random.nextInt(SIGNS.length()))
                    : mutated[random.nextInt(mutated.length)];
        }
        return mutated;
    }

    private @Nullable VpsSampled generally(byte[] document) {
        try {
            return general.readOne(document, 0, document.length, general::readObject);
        } catch (SampleRefusedException e) {
            return null;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
