package com.estflux.privacy.consent.consent;

import com.estflux.privacy.consent.purpose.Languages;
import com.estflux.privacy.platform.problem.Problems;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A decision about a purpose. A no is never refused for its form: what a consent must name, a no may leave out or get
 * wrong.
 *
 * @param decision what was decided
 * @param noticeVersion version of the notice that was shown; may be left out of a refusal or withdrawal
 * @param language language of the notice that was shown, BCP 47; may be left out of a refusal or withdrawal
 * @param channel where it was decided; may be left out of a refusal or withdrawal
 */
record ConsentRequest(@NotNull Choice decision, @Nullable Integer noticeVersion, String language, String channel) {

    private static final String LANGUAGE = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*";
    private static final int LONGEST_LANGUAGE = 35;
    private static final String OTHER = "other";
    private static final Set<String> CHANNELS = Set.of("control-panel", "website", "email", "phone", "import");

    /** As it was sent: whatever is missing or wrong in a no is left to its defaults. */
    @JsonCreator
    static ConsentRequest of(
            @JsonProperty("decision") Choice decision,
            @JsonProperty("noticeVersion") @Nullable Integer noticeVersion,
            @JsonProperty("language") @Nullable String language,
            @JsonProperty("channel") @Nullable String channel) {
        boolean no = decision == Choice.REFUSED || decision == Choice.WITHDRAWN;
        return new ConsentRequest(
                decision,
                no && noticeVersion != null && noticeVersion < 1 ? null : noticeVersion,
                no && !isLanguage(language) ? Languages.DEFAULT : language,
                no && (channel == null || !CHANNELS.contains(channel)) ? OTHER : channel);
    }

    private static boolean isLanguage(@Nullable String language) {
        return language != null && language.length() <= LONGEST_LANGUAGE && language.matches(LANGUAGE);
    }

    /**
     * Requires a consent to name what it must.
     *
     * @throws com.estflux.privacy.platform.problem.ProblemException 400 if it does not
     */
    void requireForm() {
        if (decision == Choice.GRANTED
                && (!isLanguage(language)
                        || channel == null
                        || !CHANNELS.contains(channel)
                        || (noticeVersion != null && noticeVersion < 1))) {
            throw Problems.badRequest(
                    "invalid-request", "The request is not valid", "name noticeVersion, language and channel");
        }
    }
}
