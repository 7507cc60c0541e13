package com.estflux.privacy.dsr.identity;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * How the identity was established without a code.
 *
 * @param method {@code fresh-login} by the person; by an officer a code for what they saw, lower-case kebab, for example
 *     {@code id-card-shown}; no free text, no personal data
 */
record IdentityConfirmation(
        @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{2,39}") String method) {}
