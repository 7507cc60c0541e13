package com.estflux.privacy.platform.time;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * An officer vouches for the time.
 *
 * @param reason why it is right, without personal data
 */
record TimeRelease(@NotBlank @Size(max = 1000) String reason) {}
