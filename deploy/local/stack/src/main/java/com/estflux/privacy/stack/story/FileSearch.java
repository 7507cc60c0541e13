package com.estflux.privacy.stack.story;

import com.estflux.privacy.stack.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.RecordBatch;
import org.jspecify.annotations.Nullable;

/** Looks at every byte of files, and inside compressed batches of Kafka's log segments. */
final class FileSearch {

    private static final int PIECE = 1 << 16;

    /** Those in use, and those that a compaction makes or has replaced. */
    private static final Pattern SEGMENT = Pattern.compile("\\d{20}\\.log(\\.\\w+)?");

    private FileSearch() {}

    /** Files in a folder, at any depth, with any of the values. Files that go away meanwhile hold nothing any more. */
    static List<Finding> search(Path folder, Needles needles) {
        List<Finding> findings = new ArrayList<>();
        try {
            for (Path file : files(folder)) {
                Set<String> found = in(file, needles);
                if (!found.isEmpty()) {
                    findings.add(new Finding(folder.relativize(file).toString(), found, ""));
                }
            }
            return findings;
        } catch (IOException e) {
            throw new StackException(folder + " cannot be searched", e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(
                folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<Path>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (attributes.isRegularFile()) {
                            files.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                        if (failure instanceof NoSuchFileException && !file.equals(folder)) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw failure;
                    }
                });
        return files;
    }

    private static Set<String> in(Path file, Needles needles) throws IOException {
        try {
            Set<String> found = raw(file, needles);
            if (SEGMENT.matcher(file.getFileName().toString()).matches()) {
                found.addAll(compressed(file, needles));
            }
            return found;
        } catch (NoSuchFileException compactedMeanwhile) {
            return Set.of();
        }
    }

    private static Set<String> raw(Path file, Needles needles) throws IOException {
        Needles.Search search = needles.new Search();
        byte[] piece = new byte[PIECE];
        try (InputStream stream = Files.newInputStream(file)) {
            for (int length = stream.read(piece); length > 0; length = stream.read(piece)) {
                search.look(piece, 0, length);
            }
        }
        return search.labels();
    }

    private static Set<String> compressed(Path segment, Needles needles) throws IOException {
        Set<String> found = new TreeSet<>();
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
            found.addAll(needles.in(header.key().getBytes(StandardCharsets.UTF_8)));
            found.addAll(needles.in(header.value() == null ? new byte[0] : header.value()));
        }
    }

    private static byte[] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return new byte[0];
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
