package com.estflux.privacy.consent.visitor;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a visitor.
 *
 * @param visitorId the visitor
 * @param necessary always granted: sessions do not work without (PF-8.1)
 * @param analytics {@code granted}, {@code refused}, or {@code unset} if nothing is known: then anonymised statistics
 *     are counted until the visitor opts out (PF-8.2)
 * @param source {@code choice}, {@code gpc}, {@code dnt} or {@code none}
 * @param chosenAt when they chose, UTC; null if they did not
 */
public record VisitorState(
        UUID visitorId,
        String necessary,
        String analytics,
        String source,
        @Nullable Instant chosenAt) {

    static VisitorState of(UUID visitorId, Preference preference, @Nullable String signal) {
        Optional<VisitorChoice> effective = VisitorRules.effective(preference);
        boolean explicit = effective.isPresent() && effective.get() == preference.choice();
        String source = explicit ? "choice" : signal == null ? "none" : signal;
        return new VisitorState(
                visitorId,
                "granted",
                effective.map(choice -> choice.name().toLowerCase(Locale.ROOT)).orElse("unset"),
                source,
                preference.chosenAt());
    }
}
