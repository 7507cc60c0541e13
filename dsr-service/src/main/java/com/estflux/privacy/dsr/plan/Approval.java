package com.estflux.privacy.dsr.plan;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * Which plan is approved: the one the officer looked at.
 *
 * @param revision its revision
 * @param digest its digest
 */
record Approval(
        @NotNull @Min(1) Integer revision,
        @NotNull @Pattern(regexp = "[0-9a-f]{64}") String digest) {}
