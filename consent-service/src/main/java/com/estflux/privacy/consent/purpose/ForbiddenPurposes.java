package com.estflux.privacy.consent.purpose;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What may not be a purpose (PF-3.1): sale of personal data, advertising profiling. Names are judged by their words in
 * the languages of our notices, and rather refuse too much: an honest purpose finds another name. What no name gives
 * away, whoever registers it has to declare.
 */
final class ForbiddenPurposes {

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}]+");
    private static final Set<String> WORDS = Set.of(
            "ad", "ads", "adtech", "sale", "sales", "sell", "selling", "sells", "sold", "resale", "broker", "brokers");
    private static final List<String> STEMS = List.of(
            "advert",
            "retarget",
            "remarket",
            "profil",
            "resell",
            "reklaam",
            "müü",
            "edasimüü",
            "реклам",
            "профил",
            "продаж",
            "продав",
            "продат",
            "перепрод");

    private ForbiddenPurposes() {}

    /** Whether a key or a heading names what is forbidden. */
    static boolean names(String key, Collection<String> titles) {
        return Stream.concat(Stream.of(key), titles.stream())
                .flatMap(text -> BETWEEN_WORDS.splitAsStream(text.toLowerCase(Locale.ROOT)))
                .anyMatch(word -> WORDS.contains(word) || STEMS.stream().anyMatch(word::startsWith));
    }
}
