package com.estflux.privacy.dsr.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LettersTest {

    @ParameterizedTest
    @CsvSource({"en, confirmation", "et, kinnituskood", "ru, код"})
    void shouldWriteInThePersonsLanguage(String language, String word) {
        var letter = Letters.in(language).identityCode("a@example.test", "CODE234567", Duration.ofHours(1));
        assertThat(letter.subject()).containsIgnoringCase(word);
        assertThat(letter.text()).contains("CODE234567", "60", "aki.ee", "privacy@estflux.com");
        assertThat(letter).hasToString("Letter[kind=identity-code]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"et", "ru"})
    void shouldHaveEveryTextInEveryLanguage(String language) throws IOException {
        assertThat(texts(language).stringPropertyNames()).isEqualTo(texts("en").stringPropertyNames());
    }

    @Test
    void shouldHaveNoSingleApostropheThatMessageFormatWouldSwallow() throws IOException {
        for (String language : new String[] {"en", "et", "ru"}) {
            assertThat(texts(language).values())
                    .allSatisfy(text ->
                            assertThat(text.toString().replace("''", "")).doesNotContain("'"));
        }
    }

    private static Properties texts(String language) throws IOException {
        Properties texts = new Properties();
        try (InputStream file = LettersTest.class.getResourceAsStream("/letters_" + language + ".properties")) {
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        }
        return texts;
    }
}
