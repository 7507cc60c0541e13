package com.estflux.privacy.dsr.request;

import static com.estflux.privacy.contracts.rights.CaseStatus.AWAITING_APPROVAL;
import static com.estflux.privacy.contracts.rights.CaseStatus.AWAITING_IDENTITY;
import static com.estflux.privacy.contracts.rights.CaseStatus.COMPLETED;
import static com.estflux.privacy.contracts.rights.CaseStatus.EXECUTING;
import static com.estflux.privacy.contracts.rights.CaseStatus.PLANNING;
import static com.estflux.privacy.contracts.rights.CaseStatus.RECEIVED;
import static com.estflux.privacy.contracts.rights.CaseStatus.REFUSED;
import static com.estflux.privacy.contracts.rights.CaseStatus.VERIFYING;
import static com.estflux.privacy.contracts.rights.CaseStatus.WITHDRAWN;

import com.estflux.privacy.contracts.rights.CaseStatus;
import java.util.Optional;
import java.util.Set;

/** The steps a request can take: from which states each is possible, and where it leads. No other change exists. */
public enum Step {
    /** The person must prove who they are. */
    ASK_IDENTITY(AWAITING_IDENTITY, RECEIVED),
    /** The person is known; an officer takes over, because the right is not carried out by the suite. */
    HAND_TO_OFFICER(RECEIVED, RECEIVED, AWAITING_IDENTITY),
    /** The person is known; a plan is asked for. */
    ASK_PLAN(PLANNING, RECEIVED, AWAITING_IDENTITY),
    /** A plan, or a newer revision of it, waits for approval. */
    PROPOSE_PLAN(AWAITING_APPROVAL, PLANNING, AWAITING_APPROVAL),
    /** Approved: retention-service is asked to freeze the plan. */
    APPROVE(AWAITING_APPROVAL, AWAITING_APPROVAL),
    /** The plan is frozen: it runs. */
    RUN(EXECUTING, PLANNING, AWAITING_APPROVAL),
    /** Nobody's approval is needed: stores are told at once. */
    RUN_AT_ONCE(EXECUTING, RECEIVED, AWAITING_IDENTITY),
    /** Every store has done its work and is asked what it still holds. */
    VERIFY(VERIFYING, EXECUTING),
    /** A store must work again. */
    RUN_AGAIN(EXECUTING, EXECUTING, VERIFYING),
    /** Every store agrees. */
    COMPLETE(COMPLETED, EXECUTING, VERIFYING),
    /** An officer did what was asked for and recorded the outcome. */
    COMPLETE_BY_HAND(COMPLETED, RECEIVED),
    /** An officer refuses, with a reason. */
    REFUSE(REFUSED, RECEIVED, AWAITING_IDENTITY, PLANNING, AWAITING_APPROVAL),
    /** The person takes it back, before it runs. */
    WITHDRAW(WITHDRAWN, RECEIVED, AWAITING_IDENTITY, PLANNING, AWAITING_APPROVAL);

    private final CaseStatus to;
    private final Set<CaseStatus> from;

    Step(CaseStatus to, CaseStatus... from) {
        this.to = to;
        this.from = Set.of(from);
    }

    /** Where it leads from this state; empty if it is not possible there. */
    public Optional<CaseStatus> from(CaseStatus status) {
        return from.contains(status) ? Optional.of(to) : Optional.empty();
    }

    /** Whether nothing can follow this state. */
    public static boolean isFinal(CaseStatus status) {
        return status == COMPLETED || status == REFUSED || status == WITHDRAWN;
    }
}
