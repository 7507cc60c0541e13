package com.estflux.privacy.metrics.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.contracts.usage.VpsSampled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineSamplesTest {

    private static final Instant NOW = Instant.parse("2026-03-10T10:00:00Z");
    private static final UUID VPS = UUID.fromString("018f0000-0000-7000-8000-000000000001");
    private static final String LINE = "vps,project=a\\,b\\ c\\=d,vps_id=" + VPS + ",host=h interval_seconds=300i,"
            + "cpu_microseconds=1i,memory_used_bytes=2u,disk_read_bytes=3i,disk_written_bytes=4i,"
            + "disk_read_operations=5i,disk_write_operations=6i,network_received_bytes=7i,"
            + "network_transmitted_bytes=8i,note=\"x=\\\"1, 2\\\" y\",up=true";

    @ParameterizedTest
    @CsvSource({
        "ns, 1773136800123456789, 2026-03-10T10:00:00.123456Z",
        "us, 1773136800123456, 2026-03-10T10:00:00.123456Z",
        "ms, 1773136800123, 2026-03-10T10:00:00.123Z",
        "s, 1773136800, 2026-03-10T10:00:00Z"
    })
    void shouldReadEscapesAndPrecision(String precision, String timestamp, Instant at) {
        assertThat(read(LINE + " " + timestamp, precision))
                .containsExactly(SampleLine.of(1, new VpsSampled(VPS, at, 300, 1, 2, 3, 4, 5, 6, 7, 8)));
    }

    @Test
    void shouldTakeTheTimeOfArrivalIfThereIsNoneAndSkipComments() {
        List<SampleLine> lines = read("# comment\n\n" + LINE + "\r\nvps\n" + LINE + " 12x", "s");

        assertThat(lines).extracting(SampleLine::line).containsExactly(3, 4, 5);
        assertThat(lines.get(0).sample()).extracting(VpsSampled::sampledAt).isEqualTo(NOW);
        assertThat(lines).extracting(SampleLine::refusal).containsExactly(null, "malformed-line", "malformed-line");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",vps_id=018f0000-0000-7000-8000-000000000001 | ,x=1 | missing-tag: vps_id",
                "vps_id=018f0000-0000 | vps_id=1 | not-a-uuid: vps_id",
                "disk_read_bytes=3i | disk_read_bytes=3.5 | not-an-integer: disk_read_bytes",
                "disk_read_bytes=3i | disk_read_bytes=NaN | not-an-integer: disk_read_bytes",
                "disk_read_bytes=3i | disk_read_bytes=99999999999999999999i | not-an-integer: disk_read_bytes",
                "vps_id=018f0000-0000-7000-8000-000000000001 | vps_id=018f0000-0000-7000-800-0000000000001 | not-a-uuid: vps_id",
                "disk_read_bytes=3i | other=3i | missing-field: disk_read_bytes",
                "disk_read_bytes=3i | disk_read_bytes= | malformed-line",
                "disk_read_bytes=3i | up=3i | malformed-line"
            })
    void shouldSayWhatIsWrong(String correct, String wrong, String reason) {
        assertThat(LINE).contains(correct);
        assertThat(read(LINE.replace(correct, wrong) + " 1", "s"))
                .extracting(SampleLine::refusal)
                .containsExactly(reason);
    }

    @Test
    void shouldDropOtherMeasurementsUnreadAndTakeAFieldTwiceThatSaysTheSame() {
        String ours = LINE.replace("disk_read_bytes=3i", "disk_read_bytes=3i,disk_read_bytes=3i") + " 1773136800";

        List<SampleLine> lines = read(
                "cpu,cpu=cpu0,host=ada usage_idle=99.5 1773136800\n" + ours
                        + "\nsystem load1=0.1,note=\"two\nlines\" 1773136800\ndisk broken\nvps,vps_id=1 x",
                "s");

        assertThat(lines).extracting(SampleLine::line).containsExactly(2, 6);
        assertThat(lines).extracting(SampleLine::refusal).containsExactly(null, "malformed-line");
    }

    @Test
    void shouldSurviveEveryMutation() {
        Random random = new Random(11);
        byte[] line = (LINE + " 1773136800\n" + LINE).getBytes(StandardCharsets.UTF_8);
        byte[] special = "\\\", =\n#i".getBytes(StandardCharsets.UTF_8);
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        int refused = 0;
        for (int round = 0; round < 200_000 && System.nanoTime() < end; round++) {
            byte[] mutated = line.clone();
            for (int i = random.nextInt(6); i >= 0; i--) {
                mutated[random.nextInt(mutated.length)] =
                        random.nextBoolean() ? special[random.nextInt(special.length)] : (byte) random.nextInt(256);
            }
            for (SampleLine read : LineSamples.read(mutated, Precision.S, NOW, 100)) {
                assertThat(read.sample() == null).isEqualTo(read.refusal() != null);
                refused += read.sample() == null ? 1 : 0;
            }
        }
        assertThat(refused).isPositive();
    }

    private static List<SampleLine> read(String text, String precision) {
        return LineSamples.read(text.getBytes(StandardCharsets.UTF_8), Precision.named(precision), NOW, 100);
    }
}
