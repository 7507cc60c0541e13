package com.estflux.privacy.metrics.sample;

import static com.estflux.privacy.metrics.fixture.Samples.json;
import static com.estflux.privacy.metrics.fixture.Samples.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.estflux.privacy.contracts.usage.VpsSampled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleReaderTest {

    private static final VpsSampled SAMPLE =
            sample(UUID.fromString("018f0000-0000-7000-8000-000000000001"), Instant.parse("2026-03-10T10:00:00Z"), 1);

    private final SampleReader reader = new SampleReader();

    @Test
    void shouldReadWhatTheContractWrites() throws SampleRefusedException {
        assertThat(read(json(SAMPLE))).isEqualTo(SAMPLE);
    }

    @Test
    void shouldReadAFieldThatComesAgainAndSaysTheSame() throws SampleRefusedException {
        assertThat(read(json(SAMPLE).replace("\"diskReadBytes\":4", "\"diskReadBytes\":4,\"diskReadBytes\":4")))
                .isEqualTo(SAMPLE);
        assertThat(read(json(SAMPLE).replace("{", "{\"vpsId\":\"" + SAMPLE.vpsId() + "\",")))
                .isEqualTo(SAMPLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"cpuMicroseconds\":2            | \"cpuMicroseconds\":NaN         | malformed-json",
                "\"cpuMicroseconds\":2            | \"cpuMicroseconds\":2.5         | not-a-whole-number: cpuMicroseconds",
                "\"cpuMicroseconds\":2            | \"cpuMicroseconds\":\"2\"       | not-a-whole-number: cpuMicroseconds",
                "\"cpuMicroseconds\":2            | \"cpuMicroseconds\":[{\"a\":1}] | not-a-whole-number: cpuMicroseconds",
                "\"cpuMicroseconds\":2            | \"cpuMicroseconds\":-1          | out-of-range: cpuMicroseconds",
                "\"cpuMicroseconds\":2            | \"cpuMicroseconds\":9007199254740992 | out-of-range: cpuMicroseconds",
                "\"cpuMicroseconds\":2            | \"cpuMicroseconds\":99999999999999999999 | out-of-range: cpuMicroseconds",
                "\"intervalSeconds\":300          | \"intervalSeconds\":0           | out-of-range: intervalSeconds",
                "\"diskReadBytes\":4              | \"diskReadBytes\":4,\"diskReadBytes\":5 | duplicate-field: diskReadBytes",
                "\"diskReadBytes\":4              | \"tenant\":\"Ada\",\"diskReadBytes\":4  | unknown-field",
                "\"diskReadBytes\":4,             | ` `                             | missing-field: diskReadBytes",
                "018f0000-0000-7000-8000          | 1-1-1-1                         | not-a-uuid: vpsId",
                "018f0000-0000-7000-8000-00000000 | 018f0000-0000-7000-800-000000000 | not-a-uuid: vpsId",
                "10:00:00Z                        | 10:00:00+02:00                  | not-a-utc-time: sampledAt"
            })
    void shouldSayWhatIsWrong(String correct, String wrong, String reason) {
        String broken = json(SAMPLE).replace(correct, wrong);

        assertThat(broken).isNotEqualTo(json(SAMPLE));
        assertThatThrownBy(() -> read(broken))
                .isInstanceOf(SampleRefusedException.class)
                .hasMessage(reason);
    }

    @Test
    void shouldSurviveEveryMutation() {
        Random random = new Random(7);
        byte[] sample = json(SAMPLE).getBytes(StandardCharsets.UTF_8);
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        int refused = 0;
        for (int round = 0; round < 200_000 && System.nanoTime() < end; round++) {
            byte[] mutated = sample.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            try {
                VpsSampled read = reader.readOne(mutated, 0, mutated.length);
                assertThat(read.cpuMicroseconds()).isNotNegative();
            } catch (SampleRefusedException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private VpsSampled read(String json) throws SampleRefusedException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return reader.readOne(bytes, 0, bytes.length);
    }
}
