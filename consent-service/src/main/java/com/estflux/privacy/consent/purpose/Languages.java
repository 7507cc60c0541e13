package com.estflux.privacy.consent.purpose;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How languages are matched (RFC 4647, lookup): a text in {@code en} serves who asks for {@code en-GB}. */
public final class Languages {

    /** The language of texts where none is asked for. */
    public static final String DEFAULT = "en";

    private static final int LONGEST = 200;

    private Languages() {}

    /** Whether a text in one language serves who asks for another. */
    public static boolean covers(String text, String asked) {
        String have = text.toLowerCase(Locale.ROOT);
        String want = asked.toLowerCase(Locale.ROOT).replace('_', '-');
        return want.equals(have) || want.startsWith(have + "-");
    }

    /**
     * The language to show a text in: the one asked for, else what the browser prefers, else English.
     *
     * @param asked the language asked for by name; null if none
     * @param acceptLanguage the {@code Accept-Language} header; null if there is none
     * @param texts the languages there are
     * @return empty if one is asked for by name and there is no such text
     */
    public static Optional<String> choose(@Nullable String asked, @Nullable String acceptLanguage, List<String> texts) {
        if (asked != null) {
            return covering(asked.strip(), texts);
        }
        return preferences(acceptLanguage)
                .flatMap(want -> covering(want, texts).stream())
                .findFirst()
                .or(() -> covering(DEFAULT, texts))
                .or(() -> texts.stream().sorted().findFirst());
    }

    private static Optional<String> covering(String want, List<String> texts) {
        return texts.stream()
                .filter(text -> covers(text, want))
                .max((one, other) -> Integer.compare(one.length(), other.length()));
    }

    private static Stream<String> preferences(@Nullable String header) {
        if (header == null || header.length() > LONGEST) {
            return Stream.empty();
        }
        return Arrays.stream(header.split(",", -1))
                .map(range -> range.split(";", 2))
                .filter(range -> quality(range) > 0)
                .sorted((one, other) -> Double.compare(quality(other), quality(one)))
                .map(range -> range[0].strip());
    }

    private static double quality(String[] range) {
        if (range.length == 1) {
            return 1;
        }
        String value = range[1].strip();
        try {
            return value.startsWith("q=") ? Double.parseDouble(value.substring(2)) : 0;
        } catch (NumberFormatException malformed) {
            return 0;
        }
    }
}
