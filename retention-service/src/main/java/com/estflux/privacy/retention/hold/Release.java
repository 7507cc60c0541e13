package com.estflux.privacy.retention.hold;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Releases a hold.
 *
 * @param reason why, without personal data
 */
record Release(@NotBlank @Size(max = 1000) String reason) {}
