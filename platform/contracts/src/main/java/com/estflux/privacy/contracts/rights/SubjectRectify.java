package com.estflux.privacy.contracts.rights;

import com.estflux.privacy.contracts.DataCategory;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Correct data (Art. 16); the values are fetched from an authenticated, one-time URL, never carried here.
 *
 * @param commandId identifies the command however often it is sent
 * @param caseId the case it serves, if any
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param categories categories concerned
 * @param correctionUrl where the corrected values are, usable once
 * @param stores ids of the stores it is addressed to
 * @param issuedAt when it was first issued, UTC
 */
public record SubjectRectify(
        UUID commandId,
        @Nullable UUID caseId,
        UUID subjectId,
        List<DataCategory> categories,
        String correctionUrl,
        List<String> stores,
        Instant issuedAt)
        implements Command {
    /** Copies the lists, so that the record cannot change. */
    public SubjectRectify {
        categories = List.copyOf(categories);
        stores = List.copyOf(stores);
    }
}
