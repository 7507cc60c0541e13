package com.estflux.privacy.consent.visitor;

import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor chose in the banner.
 *
 * @param analytics about statistics
 * @param necessary may be left out; cannot be refused (PF-8.1)
 * @param noticeVersion version of the notice shown; may be left out of a refusal
 * @param language language of the notice shown; may be left out of a refusal
 */
record ChoiceRequest(
        @NotNull VisitorChoice analytics,
        @Nullable VisitorChoice necessary,
        @Nullable Integer noticeVersion,
        @Nullable String language) {}
