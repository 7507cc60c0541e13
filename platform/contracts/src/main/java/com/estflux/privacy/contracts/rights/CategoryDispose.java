package com.estflux.privacy.contracts.rights;

import com.estflux.privacy.contracts.DataCategory;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Dispose of records whose retention ended.
 *
 * @param commandId identifies the command however often it is sent
 * @param caseId the case it serves, if any
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param category the category
 * @param recordIds the records, as named by the events that announced them
 * @param ruleVersion the rule that says so
 * @param stores ids of the stores it is addressed to
 * @param issuedAt when it was first issued, UTC
 */
public record CategoryDispose(
        UUID commandId,
        @Nullable UUID caseId,
        UUID subjectId,
        DataCategory category,
        List<String> recordIds,
        String ruleVersion,
        List<String> stores,
        Instant issuedAt)
        implements Command {
    /** Copies the lists, so that the record cannot change. */
    public CategoryDispose {
        recordIds = List.copyOf(recordIds);
        stores = List.copyOf(stores);
    }
}
