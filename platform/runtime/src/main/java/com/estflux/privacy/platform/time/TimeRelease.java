package com.estflux.privacy.platform.time;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An officer vouches for the time.
 *
 * @param reason why it is right, without personal data
 */
record TimeRelease(
        @NotBlank @Size(max = 1000) @Schema(examples = "The clock was corrected at noon.")
        String reason) {}
