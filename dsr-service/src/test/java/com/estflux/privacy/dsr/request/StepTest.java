package com.estflux.privacy.dsr.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.contracts.rights.CaseStatus;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StepTest {

    /** Every step that is possible, and where it leads; all others are refused. */
    private static final Map<CaseStatus, Set<String>> POSSIBLE = Map.of(
            CaseStatus.RECEIVED,
            Set.of(
                    "ASK_IDENTITY>AWAITING_IDENTITY",
                    "HAND_TO_OFFICER>RECEIVED",
                    "ASK_PLAN>PLANNING",
                    "RUN_AT_ONCE>EXECUTING",
                    "COMPLETE_BY_HAND>COMPLETED",
                    "REFUSE>REFUSED",
                    "WITHDRAW>WITHDRAWN"),
            CaseStatus.AWAITING_IDENTITY,
            Set.of(
                    "HAND_TO_OFFICER>RECEIVED",
                    "ASK_PLAN>PLANNING",
                    "RUN_AT_ONCE>EXECUTING",
                    "REFUSE>REFUSED",
                    "WITHDRAW>WITHDRAWN"),
            CaseStatus.PLANNING,
            Set.of("PROPOSE_PLAN>AWAITING_APPROVAL", "RUN>EXECUTING", "REFUSE>REFUSED", "WITHDRAW>WITHDRAWN"),
            CaseStatus.AWAITING_APPROVAL,
            Set.of(
                    "PROPOSE_PLAN>AWAITING_APPROVAL",
                    "APPROVE>AWAITING_APPROVAL",
                    "RUN>EXECUTING",
                    "REFUSE>REFUSED",
                    "WITHDRAW>WITHDRAWN"),
            CaseStatus.EXECUTING,
            Set.of("VERIFY>VERIFYING", "RUN_AGAIN>EXECUTING", "COMPLETE>COMPLETED"),
            CaseStatus.VERIFYING,
            Set.of("RUN_AGAIN>EXECUTING", "COMPLETE>COMPLETED"),
            CaseStatus.COMPLETED,
            Set.of(),
            CaseStatus.REFUSED,
            Set.of(),
            CaseStatus.WITHDRAWN,
            Set.of());

    @ParameterizedTest
    @EnumSource(CaseStatus.class)
    void shouldAllowExactlyTheseSteps(CaseStatus status) {
        Set<String> possible = new TreeSet<>();
        for (Step step : Step.values()) {
            step.from(status).ifPresent(next -> possible.add(step + ">" + next));
        }
        assertThat(possible).isEqualTo(new TreeSet<>(POSSIBLE.get(status)));
    }

    @Test
    void shouldEndInThreeStates() {
        Map<CaseStatus, Boolean> ends = new TreeMap<>();
        for (CaseStatus status : CaseStatus.values()) {
            ends.put(status, Step.isFinal(status));
        }
        assertThat(ends).hasSize(9).allSatisfy((status, end) -> assertThat(end)
                .isEqualTo(POSSIBLE.get(status).isEmpty()));
    }
}
