package com.estflux.privacy.consent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.consent.policy.Difference.Line;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    @Test
    void shouldCompareLineByLine() {
        assertThat(Difference.between("a\nb\nc\nd", "a\nc\nx\nd"))
                .containsExactly(
                        new Line("=", "a"),
                        new Line("-", "b"),
                        new Line("=", "c"),
                        new Line("+", "x"),
                        new Line("=", "d"));
    }

    /** A table over all lines of both would take 40 GB. */
    @Test
    void shouldCompareTheLongestTextsThereCanBe() {
        String before = "\n".repeat(10) + text(0, 90_000);
        String after = text(5, 90_000) + "\nend";

        List<Line> lines = Difference.between(before, after);

        assertThat(text(lines, "+")).isEqualTo(after);
        assertThat(text(lines, "-")).isEqualTo(before);
    }

    @Test
    void shouldFindOneChangedLineInTheLongestTexts() {
        String before = text(0, 90_000);

        List<Line> lines = Difference.between(before, before.replaceFirst("7", "x"));

        assertThat(lines).filteredOn(line -> !line.sign().equals("=")).hasSize(2);
    }

    private static String text(int from, int lines) {
        return IntStream.range(from, from + lines)
                .mapToObj(i -> String.valueOf(i % 10))
                .collect(Collectors.joining("\n"));
    }

    private static String text(List<Line> lines, String sign) {
        return lines.stream()
                .filter(line -> line.sign().equals("=") || line.sign().equals(sign))
                .map(Line::text)
                .collect(Collectors.joining("\n"));
    }
}
