package com.estflux.privacy.consent.consent;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A decision about a purpose.
 *
 * @param decision what was decided
 * @param noticeVersion version of the notice that was shown; may be left out of a withdrawal
 * @param language language of the notice that was shown, BCP 47
 * @param channel where it was decided
 */
record ConsentRequest(
        @NotNull Choice decision,
        @Min(1) @Nullable Integer noticeVersion,

        @NotNull @Pattern(regexp = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
        String language,

        @NotNull @Pattern(regexp = "control-panel|website|email|phone|import")
        String channel) {}
