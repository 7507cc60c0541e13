package com.estflux.privacy.consent.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.estflux.privacy.consent.lines.Line;
import com.estflux.privacy.consent.lines.Lines;
import com.estflux.privacy.platform.problem.ProblemException;
import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {

    private static final String HEADING = "decidedAt,subjectId,purpose,decision,noticeVersion,language,channel";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void shouldNumberLinesWhateverThePieces(int piece) {
        String text = "one\r\n\n  \ntwo\n" + "x".repeat(2_000) + "\nlast";
        List<Buffer> pieces = new ArrayList<>();
        for (int i = 0; i < text.length(); i += piece) {
            pieces.add(Buffer.buffer(text.substring(i, Math.min(text.length(), i + piece))));
        }

        List<Line> found = Lines.of(Multi.createFrom().iterable(pieces))
                .collect()
                .asList()
                .await()
                .indefinitely();

        assertThat(found).extracting(Line::number).containsExactly(1L, 4L, 5L, 6L);
        assertThat(found).extracting(Line::tooLong).containsExactly(false, false, true, false);
        assertThat(found.get(0).text()).isEqualTo("one");
        assertThat(found.get(3).text()).isEqualTo("last");
    }

    @Test
    void shouldReadColumnsInAnyOrderWithQuotes() {
        CsvReader csv = new CsvReader();

        assertThat(csv.read(HEADING)).isNull();
        ImportLine line =
                Objects.requireNonNull(csv.read("\"2024-05-31T12:00:00Z\",s,\"a,\"\"b\",withdrawn,,en,email"));
        assertThat(line.purpose()).isEqualTo("a,\"b");
        assertThat(line.noticeVersion()).isNull();
        assertThat(line.channel()).isEqualTo("email");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "\"open", "x,s,p,granted,one,en,email"})
    void shouldRefuseWhatDoesNotFitTheColumns(String line) {
        CsvReader csv = new CsvReader();
        csv.read(HEADING);

        assertThatThrownBy(() -> csv.read(line)).isInstanceOf(ProblemException.class);
    }
}
