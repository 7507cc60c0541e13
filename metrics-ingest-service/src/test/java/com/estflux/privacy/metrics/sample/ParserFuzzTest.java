package com.estflux.privacy.metrics.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.metrics.admission.Rooms;
import com.estflux.privacy.metrics.fixture.Samples;
import com.estflux.privacy.metrics.fixture.WriteRequests;
import com.estflux.privacy.metrics.remotewrite.RemoteWrite;
import com.estflux.privacy.platform.problem.ProblemException;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/**
 * Broken input for a bounded time ({@code -Destflux.fuzz.seconds} each, {@code -Destflux.fuzz.seed}): a parser either
 * reads it, names bad lines, or refuses the whole with a client's problem; and allocates in proportion to its input.
 */
class ParserFuzzTest {

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("estflux.fuzz.seconds", 2));
    private static final long SEED = Long.getLong("estflux.fuzz.seed", System.nanoTime());
    private static final int MOST = 1_000;
    private static final Instant NOW = Instant.parse("2026-03-10T10:00:00Z");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final SampleBodies BODIES = new SampleBodies(MOST);

    private static final String LINE = "vps,vps_id=018f0000-0000-7000-8000-000000000001,host=a\\ b\\,c\\=d"
            + " interval_seconds=300i,cpu_microseconds=1i,memory_used_bytes=2i,note=\"x \\\" , = \\\\\" 1773136800\n"
            + "# no sample\nvps_counters,vps_id=018f0000-0000-7000-8000-000000000001 boot=1u,cpu_microseconds=5i 7\n";

    @Test
    void shouldSurviveAnyLineProtocol() {
        fuzz(
                "line protocol",
                List.of(LINE.getBytes(StandardCharsets.UTF_8)),
                body -> LineSamples.read(body, Precision.NS, NOW, MOST));
    }

    @Test
    void shouldSurviveAnyJson() {
        String sample = Samples.json(Samples.sample(UUID.randomUUID(), NOW, 1));
        String event =
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/h\",\"type\":\"t\",\"data\":" + sample + "}";
        List<byte[]> bodies =
                List.of(bytes(sample + "\n" + sample), bytes("[" + sample + "]"), bytes("[" + event + "]"));

        fuzz("NDJSON", bodies, BODIES::lines);
        fuzz("JSON array", bodies, BODIES::array);
        fuzz("CloudEvents", bodies, BODIES::cloudEvents);
        fuzz("readings", bodies, BODIES::readings);
    }

    @Test
    void shouldSurviveAnyWriteRequest() throws IOException {
        List<byte[]> packed = List.of(WriteRequests.recorded(1), WriteRequests.recorded(2));
        List<byte[]> plain = List.of(Snappy.uncompress(packed.get(0)), Snappy.uncompress(packed.get(1)));

        fuzz("snappy", packed, body -> RemoteWrite.read(body, Rooms.unbounded(), MOST));
        fuzz("protobuf", plain, body -> RemoteWrite.read(pack(body), Rooms.unbounded(), MOST));
    }

    /** What is loaded and initialised on first use is no cost of a body. */
    private static void attempt(Consumer<byte[]> parser, byte[] body) {
        try {
            parser.accept(body);
        } catch (ProblemException refused) {
            assertThat(refused.type().status()).isBetween(400, 499);
        }
    }

    private static byte[] pack(byte[] body) {
        try {
            return Snappy.compress(body);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void fuzz(String what, List<byte[]> seeds, Consumer<byte[]> parser) {
        Random random = new Random(SEED);
        long end = System.nanoTime() + TIME.toNanos();
        int bodies = 0;
        for (int warmUp = 0; warmUp < 20; warmUp++) {
            attempt(parser, seeds.get(0));
            attempt(parser, broken(seeds.get(0), random));
        }
        while (System.nanoTime() < end) {
            byte[] body = broken(seeds.get(random.nextInt(seeds.size())), random);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            try {
                parser.accept(body);
            } catch (ProblemException refused) {
                assertThat(refused.type().status()).isBetween(400, 499);
            } catch (RuntimeException | Error crash) {
                throw new AssertionError(what + " with seed " + SEED + " at body " + bodies, crash);
            }
            // A snappy body may rightly unpack to a lot. The rest is what classes cost when they are first used.
            long most = (what.equals("snappy") ? 48L << 20 : 16L << 20) + 500L * body.length;
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .as("%s with seed %d at body %d", what, SEED, bodies)
                    .isLessThan(most);
            bodies++;
        }
        assertThat(bodies).as("bodies of %s", what).isGreaterThan(100);
    }

    /** Bytes changed, cut out, repeated, or moved; now and then nothing but chance. */
    private static byte[] broken(byte[] seed, Random random) {
        byte[] body = seed.clone();
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            int at = random.nextInt(Math.max(1, body.length));
            int length = random.nextInt(Math.max(1, body.length - at));
            body = switch (random.nextInt(6)) {
                case 0 -> Arrays.copyOf(body, at);
                case 1 -> join(Arrays.copyOf(body, at), Arrays.copyOfRange(body, at + length, body.length));
                case 2 -> join(body, Arrays.copyOfRange(body, at, at + length));
                case 3 -> random(random);
                default -> changed(body, random);
            };
        }
        return body;
    }

    private static byte[] changed(byte[] body, Random random) {
        byte[] special = bytes("\"\\,= {}[]\n\r\0:-09eE.iuNaN");
        for (int times = 1 + random.nextInt(5); times > 0 && body.length > 0; times--) {
            body[random.nextInt(body.length)] =
                    random.nextBoolean() ? special[random.nextInt(special.length)] : (byte) random.nextInt(256);
        }
        return body;
    }

    private static byte[] random(Random random) {
        byte[] body = new byte[random.nextInt(300)];
        random.nextBytes(body);
        return body;
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
