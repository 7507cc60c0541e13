package com.estflux.privacy.dsr.plan;

import com.estflux.privacy.contracts.rights.PlanItem;
import com.estflux.privacy.contracts.rights.PlanProposed;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an erasure will do, before it does it.
 *
 * @param planId the plan
 * @param revision which revision of it; approve this one
 * @param digest SHA-256 over its items, hexadecimal; approve this one
 * @param proposedAt when retention-service proposed it, UTC
 * @param approvedAt when it was approved, UTC; null while it is not
 * @param freezingSince since when retention-service is asked to freeze it, UTC; null while it is not
 * @param frozenAt when it was frozen and began to run, UTC; null while it has not
 * @param items one per category; legal holds are shown to staff only
 */
record PlanView(
        UUID planId,
        int revision,
        String digest,
        Instant proposedAt,
        @Nullable Instant approvedAt,
        @Nullable Instant freezingSince,
        @Nullable Instant frozenAt,
        List<PlanItem> items) {

    PlanView {
        items = List.copyOf(items);
    }

    static PlanView of(PlanProposed proposal, PlanEntity plan, boolean showHolds) {
        return new PlanView(
                proposal.planId(),
                proposal.revision(),
                proposal.digest(),
                proposal.proposedAt(),
                plan.approvedAt(),
                plan.freezingSince(),
                plan.frozenAt(),
                proposal.items().stream()
                        .map(item -> showHolds ? item : withoutHold(item))
                        .toList());
    }

    private static PlanItem withoutHold(PlanItem item) {
        return new PlanItem(
                item.category(),
                item.treatment(),
                item.legalBasis(),
                item.retainUntil(),
                item.ruleVersion(),
                item.explanation(),
                null,
                item.records(),
                item.released());
    }
}
