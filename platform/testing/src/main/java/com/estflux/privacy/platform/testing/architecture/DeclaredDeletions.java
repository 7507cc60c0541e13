package com.estflux.privacy.platform.testing.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a module deletes rows or drops partitions, compared with the places it declares. A new place fails the build until
 * somebody has said why it may delete: because it passed the deletion gate, carries out a command, or deletes nothing
 * personal.
 */
public final class DeclaredDeletions {

    private static final String DECLARED = "src/test/resources/deletions.txt";
    private static final List<Pattern> DELETIONS = List.of(
            Pattern.compile("\\bDELETE\\s+FROM\\s+(?:ONLY\\s+)?(\\w+|\"\\s*\\+)"),
            Pattern.compile("\\b(?:delete from|DROP TABLE|TRUNCATE(?: TABLE)?)\\s+(?!(?:ON|OFF)\\b)(%I|\\w+)"),
            Pattern.compile("(?:::|\\.)(delete(?:All|ById)?)\\b(?!\\(\\))"));

    private DeclaredDeletions() {}

    /**
     * Compares, both ways.
     *
     * @param module the directory of the module
     * @throws AssertionError naming what is not declared, and what is declared and gone
     */
    public static void check(Path module) {
        Map<String, String> declared = declared(module.resolve(DECLARED));
        TreeSet<String> found = new TreeSet<>(found(module.resolve("src/main")));
        TreeSet<String> undeclared = new TreeSet<>(found);
        undeclared.removeAll(declared.keySet());
        TreeSet<String> gone = new TreeSet<>(declared.keySet());
        gone.removeAll(found);
        List<String> unexplained = declared.entrySet().stream()
                .filter(entry -> entry.getValue().isBlank())
                .map(Map.Entry::getKey)
                .toList();
        if (!undeclared.isEmpty() || !gone.isEmpty() || !unexplained.isEmpty()) {
            throw new AssertionError("in %s not declared: %s; declared and gone: %s; declared without a reason: %s"
                    .formatted(DECLARED, undeclared, gone, unexplained));
        }
    }

    private static Map<String, String> declared(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(":", 2))
                    .collect(Collectors.toMap(
                            parts -> parts[0].strip(),
                            parts -> parts.length > 1 ? parts[1].strip() : "",
                            (one, other) -> one,
                            TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** File and table of each. */
    private static List<String> found(Path main) {
        try (Stream<Path> files = Files.walk(main)) {
            return files.filter(file -> file.toString().matches(".*\\.(java|sql)"))
                    .flatMap(DeclaredDeletions::inFile)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> inFile(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            String text = withoutComments(Files.readString(file));
            return DELETIONS.stream()
                    .flatMap(pattern -> pattern.matcher(text).results())
                    .map(result -> name + " " + target(result.group(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(String found) {
        return found.startsWith("\"") ? "several" : found;
    }

    private static String withoutComments(String text) {
        Matcher comments =
                Pattern.compile("(?s:/\\*.*?\\*/)|(?m:^[ \\t]*(?:--|//).*$)").matcher(text);
        return comments.replaceAll("");
    }
}
