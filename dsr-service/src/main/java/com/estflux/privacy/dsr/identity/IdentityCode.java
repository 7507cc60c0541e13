package com.estflux.privacy.dsr.identity;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Proof of identity.
 *
 * @param code the one-time code from the letter
 */
record IdentityCode(@NotBlank @Size(max = 40) String code) {

    /** Without the code. */
    @Override
    public String toString() {
        return "IdentityCode[]";
    }
}
