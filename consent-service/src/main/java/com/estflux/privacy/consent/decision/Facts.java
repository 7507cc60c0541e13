package com.estflux.privacy.consent.decision;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that a decision depends on, as the database has it now.
 *
 * @param purpose the purpose; null if none is registered under the key
 * @param subject the person; null if unknown
 * @param erased whether a person who is unknown was erased
 * @param consent the last consent or choice; null if never asked
 * @param objection the last state of an objection; null if there was none
 * @param policyVersion the version of the policy that applies; null if none was published
 */
record Facts(
        @Nullable PurposeFacts purpose,
        @Nullable SubjectFacts subject,
        boolean erased,
        @Nullable ConsentFacts consent,
        @Nullable ObjectionFacts objection,
        @Nullable String policyVersion) {

    record PurposeFacts(String legalBasis, String stopsWhen, boolean needsAccount, int materialSinceVersion) {}

    /**
     * The person.
     *
     * @param accountState {@code open}, {@code closed}; null if no account has been heard of
     * @param restricted whether processing for this purpose is restricted
     */
    record SubjectFacts(@Nullable String accountState, boolean restricted) {}

    record ObjectionFacts(String state, UUID recordId) {}

    record ConsentFacts(
            String state,
            UUID recordId,
            int noticeVersion,
            @Nullable Instant expiresAt,
            boolean imported) {

        ConsentFacts(String state, UUID recordId, int noticeVersion, @Nullable Instant expiresAt) {
            this(state, recordId, noticeVersion, expiresAt, false);
        }
    }
}
