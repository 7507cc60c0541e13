package com.estflux.privacy.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.contracts.rights.CategoryInstruction;
import com.estflux.privacy.contracts.rights.RetainedRecord;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.contracts.rights.Treatment;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CategoryInstructionTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // treatment, named as kept, named as released, what stays of a, b and c
                "ERASE,     '',  -,   ''",
                "ANONYMISE, '',  -,   ''",
                "RETAIN,    '',  -,   'a b c'",
                "RETAIN,    a,   -,   a",
                "RETAIN,    a,   '',  'a b c'",
                "RETAIN,    a,   b,   'a c'",
                "RETAIN,    '',  b,   'a c'",
                "ERASE,     '',  '',  'a b c'",
                "ERASE,     '',  'a b', c",
            })
    void shouldTellWhatStays(Treatment treatment, String kept, @Nullable String released, String stays) {
        var instruction = new CategoryInstruction(
                DataCategory.BILLING_RECORD,
                treatment,
                null,
                null,
                words(kept).map(id -> new RetainedRecord(id, null)).toList(),
                released == null ? null : words(released).toList());

        assertThat(Stream.of("a", "b", "c").filter(instruction.kept()))
                .containsExactlyElementsOf(words(stays).toList());
        var command = new SubjectErase(
                UUID.randomUUID(), null, UUID.randomUUID(), List.of(instruction), List.of("billing"), Instant.EPOCH);
        assertThat(Stream.of("a", "b", "c").filter(command.kept(DataCategory.BILLING_RECORD)))
                .containsExactlyElementsOf(words(stays).toList());
        assertThat(command.kept(DataCategory.ACCOUNT))
                .as("a category without an instruction is erased")
                .rejects("a");
    }

    private static Stream<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty());
    }
}
