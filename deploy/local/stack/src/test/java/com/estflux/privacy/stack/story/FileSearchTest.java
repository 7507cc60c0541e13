package com.estflux.privacy.stack.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileSearchTest {

    private static final String SEGMENT = "consent.changes.v1-3/00000000000000000000.log";

    private final Needles needles =
            new Needles(Map.of("key", "keykeykeykey", "value", "valuevaluevalue", "header", "headerheader"));

    @TempDir
    Path folder;

    @Test
    void shouldFindWhatIsAnywhereInALog() throws IOException {
        write("dsr.log", ("x".repeat((1 << 16) - 5) + "ValueValueValue").getBytes(StandardCharsets.UTF_8));
        write("deep/er/consent.log", "nothing".getBytes(StandardCharsets.UTF_8));

        assertThat(FileSearch.search(folder, needles)).singleElement().satisfies(finding -> {
            assertThat(finding.where()).isEqualTo("dsr.log");
            assertThat(finding.what()).isEqualTo(Set.of("value"));
        });
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void shouldFindWhatIsInABatchHoweverItIsCompressed(CompressionType compression) throws IOException {
        write(SEGMENT, batch(compression));
        write(SEGMENT + ".deleted", batch(compression));

        assertThat(FileSearch.search(folder, needles)).hasSize(2).allSatisfy(finding -> assertThat(finding.what())
                .isEqualTo(Set.of("key", "value", "header")));
    }

    @Test
    void shouldFindNothingInABatchOfOthers() throws IOException {
        write(SEGMENT, batch(CompressionType.ZSTD));

        assertThat(FileSearch.search(folder, new Needles(Map.of("other", "otherotherother"))))
                .isEmpty();
    }

    @Test
    void shouldFollowLinksToTheLogsOfServers() throws IOException {
        write("kafka/kafka.log", "valuevaluevalue".getBytes(StandardCharsets.UTF_8));
        Files.createDirectories(folder.resolve("logs"));
        Files.createSymbolicLink(folder.resolve("logs/kafka.log"), folder.resolve("kafka/kafka.log"));

        assertThat(FileSearch.search(folder.resolve("logs"), needles)).hasSize(1);
    }

    private void write(String file, byte[] content) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.write(folder.resolve(file), content);
    }

    /** Repeated, so that a compressed batch shows nothing of it as it is. */
    private static byte[] batch(CompressionType compression) {
        SimpleRecord[] records = new SimpleRecord[20];
        for (int i = 0; i < records.length; i++) {
            Header[] headers = {new RecordHeader("h", utf8("headerheader"))};
            records[i] = new SimpleRecord(0L, utf8("key" + "key".repeat(3)), utf8("value".repeat(3)), headers);
        }
        var buffer = MemoryRecords.withRecords(Compression.of(compression).build(), records)
                .buffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
