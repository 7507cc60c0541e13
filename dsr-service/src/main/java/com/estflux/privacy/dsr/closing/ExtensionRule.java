package com.estflux.privacy.dsr.closing;

import com.estflux.privacy.dsr.deadline.Deadlines;
import com.estflux.privacy.dsr.request.RequestEntity;
import com.estflux.privacy.dsr.request.Step;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.time.Tallinn;
import java.time.Clock;

/** When the time to answer may be extended (Art. 12(3)): once, while the case is open, within the first month. */
final class ExtensionRule {

    private ExtensionRule() {}

    static void check(RequestEntity request, Clock clock) {
        if (Step.isFinal(request.status()) || request.extended()) {
            throw Problems.conflict(
                    "not-possible-now", "The request does not allow this where it stands", "see status");
        }
        if (!Deadlines.extensionStillOpen(request.receivedOn(), Tallinn.today(clock))) {
            throw Problems.conflict(
                    "extension-too-late", "The time cannot be extended any more", "the first month is over");
        }
    }

    static ProblemException noAddress() {
        return Problems.conflict(
                "no-address", "The person cannot be told", "an extension counts only if the person is told of it");
    }
}
