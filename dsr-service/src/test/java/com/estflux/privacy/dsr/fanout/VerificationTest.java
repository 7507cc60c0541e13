package com.estflux.privacy.dsr.fanout;

import static com.estflux.privacy.contracts.DataCategory.ACCOUNT;
import static com.estflux.privacy.contracts.DataCategory.BILLING_RECORD;
import static com.estflux.privacy.contracts.DataCategory.DSR_CASE;
import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.RecordDigest;
import com.estflux.privacy.contracts.rights.CategoryOutcome;
import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.rights.PlanItem;
import com.estflux.privacy.contracts.rights.PlanProposed;
import com.estflux.privacy.contracts.rights.Treatment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerificationTest {

    private static final Set<DataCategory> RETAINABLE = Set.of(BILLING_RECORD);

    @Test
    void shouldAgreeWhenHeldIsWhatWasRetained() {
        assertThat(compare(
                        List.of(of(BILLING_RECORD, Outcome.RETAINED, "a", "b"), of(ACCOUNT, Outcome.ERASED, "c")),
                        List.of(of(BILLING_RECORD, Outcome.HELD, "b", "a"))))
                .isEmpty();
        assertThat(compare(List.of(of(ACCOUNT, Outcome.ERASED, "c")), List.of()))
                .isEmpty();
    }

    @Test
    void shouldAgreeWhenPartsKeptForDifferentReasonsAddUp() {
        assertThat(compare(
                        List.of(of(BILLING_RECORD, Outcome.RETAINED, "a"), of(BILLING_RECORD, Outcome.RETAINED, "b")),
                        List.of(of(BILLING_RECORD, Outcome.HELD, "a", "b"))))
                .isEmpty();
    }

    @Test
    void shouldSeeEveryDisagreement() {
        var retained = List.of(of(BILLING_RECORD, Outcome.RETAINED, "a", "b"));
        assertThat(compare(List.of(), List.of(of(BILLING_RECORD, Outcome.HELD, "a"))))
                .contains("billing-record:held-not-retained");
        assertThat(compare(retained, List.of())).contains("billing-record:retained-not-held");
        assertThat(compare(retained, List.of(of(BILLING_RECORD, Outcome.HELD, "a"))))
                .contains("billing-record:count-differs");
        assertThat(compare(retained, List.of(of(BILLING_RECORD, Outcome.HELD, "a", "x"))))
                .contains("billing-record:digest-differs");
        assertThat(compare(List.of(of(ACCOUNT, Outcome.RETAINED, "c")), List.of(of(ACCOUNT, Outcome.HELD, "c"))))
                .contains("account:plan-does-not-retain");
    }

    @Test
    void shouldLetStoresKeepWhereThePlanMayOnlyNotHaveKnown() {
        var plan = new PlanProposed(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                1,
                List.of(
                        item(BILLING_RECORD, Treatment.ERASE, List.of()),
                        item(DSR_CASE, Treatment.RETAIN, null),
                        item(ACCOUNT, Treatment.ERASE, null)),
                "",
                Instant.EPOCH);

        assertThat(Verification.retainable(plan)).containsExactlyInAnyOrder(BILLING_RECORD, DSR_CASE);
    }

    private static PlanItem item(DataCategory category, Treatment treatment, @Nullable List<String> released) {
        return new PlanItem(category, treatment, null, null, "rule/1", "", null, List.of(), released);
    }

    private static Optional<String> compare(List<CategoryOutcome> erased, List<CategoryOutcome> held) {
        return Verification.disagreement(erased, held, RETAINABLE);
    }

    private static CategoryOutcome of(DataCategory category, Outcome outcome, String... ids) {
        return new CategoryOutcome(category, outcome, ids.length, null, null, RecordDigest.of(List.of(ids)));
    }
}
