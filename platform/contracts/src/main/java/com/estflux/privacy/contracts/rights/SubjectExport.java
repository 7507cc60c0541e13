package com.estflux.privacy.contracts.rights;

import com.estflux.privacy.contracts.DataCategory;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Copy out what is held of a data subject (Art. 15, 20) to an authenticated, one-time URL.
 *
 * @param commandId identifies the command however often it is sent
 * @param caseId the case it serves, if any
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param categories what to export
 * @param deliveryUrl where to deliver, usable once
 * @param stores ids of the stores it is addressed to
 * @param issuedAt when it was first issued, UTC
 */
public record SubjectExport(
        UUID commandId,
        @Nullable UUID caseId,
        UUID subjectId,
        List<DataCategory> categories,
        String deliveryUrl,
        List<String> stores,
        Instant issuedAt)
        implements Command {
    /** Copies the lists, so that the record cannot change. */
    public SubjectExport {
        categories = List.copyOf(categories);
        stores = List.copyOf(stores);
    }
}
