package com.estflux.privacy.dsr.closing;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * Why a request needs more time.
 *
 * @param reason {@code complexity} or {@code number-of-requests}: the law knows no other
 */
record Extension(
        @NotNull @Pattern(regexp = "complexity|number-of-requests")
        String reason) {}
