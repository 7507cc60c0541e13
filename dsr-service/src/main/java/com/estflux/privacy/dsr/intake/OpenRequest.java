package com.estflux.privacy.dsr.intake;

import com.estflux.privacy.contracts.rights.Right;
import com.estflux.privacy.dsr.mail.MailAddress;
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
 * @param contactEmail where a person without an account is written to; staff only; it proves nothing about who asks
 * @param language language of letters: en (default), et or ru
 */
record OpenRequest(
        @NotNull Right right,
        @Nullable UUID subjectId,

        @Nullable @Email @Size(max = MailAddress.LONGEST) @Pattern(regexp = MailAddress.PATTERN)
        String contactEmail,

        @Nullable @Pattern(regexp = "en|et|ru") String language) {

    /** Without the address. */
    @Override
    public String toString() {
        return "OpenRequest[right=" + right + "]";
    }
}
