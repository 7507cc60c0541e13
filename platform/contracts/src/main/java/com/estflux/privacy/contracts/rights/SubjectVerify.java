package com.estflux.privacy.contracts.rights;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Say what is still held of a data subject; changes nothing. Sent before a certificate is signed.
 *
 * @param commandId identifies the command however often it is sent
 * @param caseId the case it serves, if any
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param stores ids of the stores it is addressed to
 * @param issuedAt when it was first issued, UTC
 */
public record SubjectVerify(
        UUID commandId, @Nullable UUID caseId, UUID subjectId, List<String> stores, Instant issuedAt)
        implements Command {
    /** Copies the lists, so that the record cannot change. */
    public SubjectVerify {
        stores = List.copyOf(stores);
    }
}
