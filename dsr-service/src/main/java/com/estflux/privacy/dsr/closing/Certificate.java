package com.estflux.privacy.dsr.closing;

import com.estflux.privacy.contracts.rights.Right;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate states; signed as it is serialised.
 *
 * @param iss who issues it
 * @param jti the certificate's own id
 * @param iat when it was issued, seconds since 1970
 * @param sub whose data it is about
 * @param caseId the case
 * @param right the right carried out
 * @param receivedOn Tallinn date the request was received
 * @param dueOn Tallinn date it was due
 * @param plan the plan that was carried out, null for rights without one
 * @param stores what each store did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Certificate(
        String iss,
        UUID jti,
        long iat,
        UUID sub,
        UUID caseId,
        Right right,
        LocalDate receivedOn,
        LocalDate dueOn,
        @Nullable Plan plan,
        List<StoreReport> stores) {

    Certificate {
        stores = List.copyOf(stores);
    }

    /**
     * The plan.
     *
     * @param planId its id
     * @param revision the revision carried out
     * @param digest SHA-256 over its items, hexadecimal
     */
    record Plan(UUID planId, int revision, String digest) {}
}
