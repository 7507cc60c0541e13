package com.estflux.privacy.dsr.intake;

import com.estflux.privacy.contracts.rights.Right;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to open.
 *
 * @param right the right exercised
 * @param subjectId whose data it is about; staff must say, a customer need not
 * @param contactEmail the mail address on file; staff only, a customer's comes from their account
 * @param language language of letters: en (default), et or ru
 */
record OpenRequest(
        @NotNull Right right,
        @Nullable UUID subjectId,
        @Nullable @Email @Size(max = 254) String contactEmail,
        @Nullable @Pattern(regexp = "en|et|ru") String language) {

    /** Without the address. */
    @Override
    public String toString() {
        return "OpenRequest[right=" + right + "]";
    }
}
