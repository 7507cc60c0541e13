package com.estflux.privacy.contracts.rights;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lift a restriction (Art. 18(3)).
 *
 * @param commandId identifies the command however often it is sent
 * @param caseId the case it serves, if any
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param purposes purposes concerned; empty means all
 * @param stores ids of the stores it is addressed to
 * @param issuedAt when it was first issued, UTC
 */
public record SubjectUnrestrict(
        UUID commandId,
        @Nullable UUID caseId,
        UUID subjectId,
        List<String> purposes,
        List<String> stores,
        Instant issuedAt)
        implements Command {
    /** Copies the lists, so that the record cannot change. */
    public SubjectUnrestrict {
        purposes = List.copyOf(purposes);
        stores = List.copyOf(stores);
    }
}
