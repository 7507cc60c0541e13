package com.estflux.privacy.dsr.registry;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * An officer's decision to admit a store, or what it changed.
 *
 * @param digest the {@code announcementDigest} the officer saw
 */
public record Admission(
        @NotNull @Pattern(regexp = "[0-9a-f]{64}") String digest) {}
