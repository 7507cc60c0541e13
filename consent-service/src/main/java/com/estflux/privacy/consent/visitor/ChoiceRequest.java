package com.estflux.privacy.consent.visitor;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor chose in the banner.
 *
 * @param analytics about statistics
 * @param necessary may be left out; cannot be refused (PF-8.1)
 * @param noticeVersion version of the notice shown
 * @param language language of the notice shown
 */
record ChoiceRequest(
        @NotNull VisitorChoice analytics,
        @Nullable VisitorChoice necessary,
        @NotNull @Min(1) Integer noticeVersion,
        @NotNull @Pattern(regexp = "[a-z]{2,3}") String language) {}
