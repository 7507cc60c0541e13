package com.estflux.privacy.dsr.request;

import com.estflux.privacy.contracts.rights.CaseStatus;
import com.estflux.privacy.contracts.rights.Right;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request, as shown to the person and to staff.
 *
 * @param requestId its id, the case id of events
 * @param subjectId whose data it is about
 * @param right the right exercised
 * @param status where it stands
 * @param receivedAt when it was received, UTC
 * @param receivedOn Tallinn date of receipt
 * @param dueOn Tallinn date it is due
 * @param statutoryDueOn Tallinn date the law wants it answered by
 * @param policyDueOn Tallinn date the published policy promises it by
 * @param extensionReason reason code if the statutory date was extended
 * @param language language of letters
 * @param outcome reason or outcome code it ended with, null while it is open
 * @param closedAt when it ended, UTC; null while it is open
 * @param openedBy who opened it: {@code person} or {@code staff}
 * @param identity how it was proved that the person asks; null while it was not
 * @param actAt where the person can get the same at once, without waiting; null if nowhere
 */
public record RequestView(
        UUID requestId,
        UUID subjectId,
        Right right,
        CaseStatus status,
        Instant receivedAt,
        LocalDate receivedOn,
        LocalDate dueOn,
        LocalDate statutoryDueOn,
        LocalDate policyDueOn,
        @Nullable String extensionReason,
        String language,
        @Nullable String outcome,
        @Nullable Instant closedAt,
        String openedBy,
        @Nullable IdentityProof identity,
        @Nullable String actAt) {

    /** The view of a request. */
    public static RequestView of(RequestEntity request) {
        return new RequestView(
                request.requestId(),
                request.subjectId(),
                request.right(),
                request.status(),
                request.receivedAt(),
                request.receivedOn(),
                request.dueOn(),
                request.statutoryDueOn(),
                request.policyDueOn(),
                request.extensionReason(),
                request.language(),
                request.outcome(),
                request.closedAt(),
                request.openedBySubject() ? "person" : "staff",
                request.identityProof().orElse(null),
                actAt(request));
    }

    /** Objecting and withdrawing take effect at once in consent-service; the case only sees to it that they did. */
    private static @Nullable String actAt(RequestEntity request) {
        return switch (request.right()) {
            case OBJECTION -> "consent-service: /v1/subjects/" + request.subjectId() + "/objections/{purpose}";
            case WITHDRAWAL -> "consent-service: /v1/subjects/" + request.subjectId() + "/consents/{purpose}";
            default -> null;
        };
    }
}
