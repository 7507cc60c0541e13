package com.estflux.privacy.stack.story;

import com.estflux.privacy.stack.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.RecordBatch;

/** Looks at every byte of files, and inside compressed batches of Kafka's log segments. */
final class FileSearch {

    private static final int PIECE = 1 << 16;

    private FileSearch() {}

    /** Files in a folder, at any depth, with any of the values. */
    static List<Finding> search(Path folder, Needles needles) {
        List<Finding> findings = new ArrayList<>();
        try (var files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Set<String> found = new TreeSet<>(raw(file, needles));
                if (file.toString().endsWith(".log")
                        && file.getParent().getFileName().toString().matches(".*-\\d+")) {
                    found.addAll(compressed(file, needles));
                }
                if (!found.isEmpty()) {
                    findings.add(new Finding(folder.relativize(file).toString(), found, ""));
                }
            }
            return findings;
        } catch (IOException e) {
            throw new StackException(folder + " cannot be searched", e);
        }
    }

    private static Set<String> raw(Path file, Needles needles) throws IOException {
        Needles.Search search = needles.new Search();
        byte[] piece = new byte[PIECE];
        try (InputStream stream = Files.newInputStream(file)) {
            for (int length = stream.read(piece); length > 0; length = stream.read(piece)) {
                search.look(piece, length);
            }
        } catch (NoSuchFileException compactedMeanwhile) {
            return Set.of();
        }
        return search.labels();
    }

    private static Set<String> compressed(Path segment, Needles needles) throws IOException {
        Set<String> found = new TreeSet<>();
        if (!Files.exists(segment)) {
            return found;
        }
        try (FileRecords records = FileRecords.open(segment.toFile(), false)) {
            for (RecordBatch batch : records.batches()) {
                if (batch.compressionType() != CompressionType.NONE) {
                    batch.forEach(record -> look(record, needles, found));
                }
            }
        }
        return found;
    }

    private static void look(Record record, Needles needles, Set<String> found) {
        found.addAll(needles.in(bytes(record.key())));
        found.addAll(needles.in(bytes(record.value())));
        for (Header header : record.headers()) {
            found.addAll(needles.in(header.value() == null ? new byte[0] : header.value()));
        }
    }

    private static byte[] bytes(@org.jspecify.annotations.Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return new byte[0];
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
