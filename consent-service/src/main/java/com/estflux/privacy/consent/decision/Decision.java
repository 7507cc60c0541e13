package com.estflux.privacy.consent.decision;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * May this purpose be processed for this person now?
 *
 * @param subjectId the data subject
 * @param purpose the purpose asked about
 * @param allowed whether it may; only true means yes
 * @param reason why
 * @param legalBasis the basis it would rest on; null if the purpose is unknown
 * @param evidenceId the record that proves it; null if none is needed or there is none
 * @param policyVersion the version of the policy that applies; null if none was published
 * @param decidedAt when, UTC
 */
public record Decision(
        UUID subjectId,
        String purpose,
        boolean allowed,
        Reason reason,
        @Nullable String legalBasis,
        @Nullable UUID evidenceId,
        @Nullable String policyVersion,
        Instant decidedAt) {}
