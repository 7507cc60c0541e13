package com.estflux.privacy.dsr.request;

import com.estflux.privacy.contracts.rights.Right;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to be opened.
 *
 * @param right the right exercised
 * @param subjectId whose data it is about
 * @param requester who asks
 * @param openedBySubject whether the person asks themselves
 * @param contact the mail address on file, null if there is none
 * @param language language of letters: en, et or ru
 * @param receivedAt when it was received, UTC
 */
public record NewRequest(
        Right right,
        UUID subjectId,
        Actor requester,
        boolean openedBySubject,
        @Nullable String contact,
        String language,
        Instant receivedAt) {

    /** Without the address, which is personal data. */
    @Override
    public String toString() {
        return "NewRequest[right=" + right + "]";
    }
}
