package com.estflux.privacy.retention.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.retention.FinancialYears;
import com.estflux.privacy.contracts.rights.PlanDigest;
import com.estflux.privacy.contracts.rights.PlanItem;
import com.estflux.privacy.contracts.rights.RetainedRecord;
import com.estflux.privacy.contracts.rights.Treatment;
import com.estflux.privacy.retention.clock.ClockKind;
import com.estflux.privacy.retention.clock.ClockStatus;
import com.estflux.privacy.retention.clock.RecordClock;
import com.estflux.privacy.retention.hold.Hold;
import com.estflux.privacy.retention.rule.CountedFrom;
import com.estflux.privacy.retention.rule.OnErasure;
import com.estflux.privacy.retention.rule.Rule;
import com.estflux.privacy.retention.rule.RuleBook;
import com.estflux.privacy.retention.rule.StartsWhen;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final LocalDate LATER = LocalDate.of(2033, 12, 31);
    private static final List<ClockKind> KINDS = List.of(ClockKind.values());
    private static final UUID SUBJECT = UUID.randomUUID();
    private static final Planner PLANNER =
            new Planner(rules(), new FinancialYears(MonthDay.of(12, 31), Map.of()), TODAY);

    @Test
    void shouldEraseOrAnonymiseWhatNothingKeeps() {
        var plan = PLANNER.plan(SUBJECT, List.of(), List.of());

        assertThat(plan).extracting(PlanItem::category).containsAll(DataCategory.POLICY_CATEGORIES);
        assertThat(plan)
                .filteredOn(item -> item.treatment() == Treatment.RETAIN)
                .extracting(PlanItem::category)
                .containsExactly(DataCategory.CONSENT_RECORD);
        assertThat(of(plan, DataCategory.TRAFFIC_VOLUME).treatment()).isEqualTo(Treatment.ANONYMISE);
        assertThat(of(plan, DataCategory.ACCOUNT).treatment()).isEqualTo(Treatment.ERASE);
    }

    /** What the store keeps is a proof under a pseudonym: retained, with basis and date, never called anonymous. */
    @Test
    void shouldRetainProofOfConsentFromTheDayOfTheErasure() {
        PlanItem consents = of(PLANNER.plan(SUBJECT, List.of(), List.of()), DataCategory.CONSENT_RECORD);

        assertThat(consents.treatment()).isEqualTo(Treatment.RETAIN);
        assertThat(consents.retainUntil()).isEqualTo(TODAY.plusYears(1));
        assertThat(consents.legalBasis()).isEqualTo("law of consent-record");
        assertThat(consents.records()).isEmpty();
        assertThat(consents.released()).isNull();
        assertThat(consents.instruction().kept()).accepts("any");
    }

    @Test
    void shouldRetainInvoicesUntilTheLastOfThemEnds() {
        var plan = PLANNER.plan(
                SUBJECT,
                List.of(
                        clock(ClockKind.INVOICE, "a", LATER),
                        clock(ClockKind.INVOICE, "b", LATER.minusYears(2)),
                        clock(ClockKind.INVOICE, "over", TODAY.minusDays(1))),
                List.of());

        PlanItem billing = of(plan, DataCategory.BILLING_RECORD);
        assertThat(billing.treatment()).isEqualTo(Treatment.RETAIN);
        assertThat(billing.retainUntil()).isEqualTo(LATER);
        assertThat(billing.legalBasis()).isEqualTo("law of billing-record");
        assertThat(billing.ruleVersion()).isEqualTo("billing-record/1");
        assertThat(billing.records())
                .containsExactly(new RetainedRecord("a", LATER), new RetainedRecord("b", LATER.minusYears(2)));
    }

    @Test
    void shouldLeaveTheEndOpenWhileADisputeIs() {
        var plan = PLANNER.plan(
                SUBJECT, List.of(clock(ClockKind.INVOICE, "a", LATER), clock(ClockKind.DISPUTE, "d", null)), List.of());

        assertThat(of(plan, DataCategory.BILLING_RECORD).retainUntil()).isNull();
        assertThat(of(plan, DataCategory.BILLING_RECORD).records()).hasSize(2);
    }

    @Test
    void shouldKeepOnlyOpenTickets() {
        var plan = PLANNER.plan(
                SUBJECT,
                List.of(clock(ClockKind.TICKET, "open", null), clock(ClockKind.TICKET, "closed", LATER)),
                List.of());

        assertThat(of(plan, DataCategory.SUPPORT_CORRESPONDENCE).records())
                .containsExactly(new RetainedRecord("open", null));
    }

    @Test
    void shouldNameWhatItLetsGoWhereverARecordIssuedMeanwhileMayHaveToStay() {
        var plan = PLANNER.plan(
                SUBJECT,
                List.of(
                        clock(ClockKind.INVOICE, "over", TODAY.minusDays(1)),
                        clock(ClockKind.TICKET, "open", null),
                        clock(ClockKind.TICKET, "closed", LATER)),
                List.of());

        PlanItem billing = of(plan, DataCategory.BILLING_RECORD);
        assertThat(billing.treatment()).isEqualTo(Treatment.ERASE);
        assertThat(billing.released()).containsExactly("over");
        assertThat(billing.legalBasis()).isEqualTo("law of billing-record");
        assertThat(of(plan, DataCategory.SUPPORT_CORRESPONDENCE).released()).containsExactly("closed");
        assertThat(of(plan, DataCategory.ACCOUNT).released()).isNull();
        assertThat(of(plan, DataCategory.TRAFFIC_VOLUME).released()).isNull();
    }

    @Test
    void shouldLetAHoldWinOverErasure() {
        var hold = new Hold(UUID.randomUUID(), SUBJECT, DataCategory.TRAFFIC_VOLUME, Set.of(), "court order");
        var plan = PLANNER.plan(SUBJECT, List.of(), List.of(hold));

        PlanItem held = of(plan, DataCategory.TRAFFIC_VOLUME);
        assertThat(held.treatment()).isEqualTo(Treatment.RETAIN);
        assertThat(held.records()).isEmpty();
        assertThat(held.released()).isEmpty();
        assertThat(held.retainUntil()).isNull();
        assertThat(held.legalBasis()).isEqualTo("court order");
        assertThat(held.holdId()).isEqualTo(hold.holdId());
        assertThat(of(plan, DataCategory.RESOURCE_USAGE).treatment()).isEqualTo(Treatment.ANONYMISE);
    }

    @Test
    void shouldIgnoreTheHoldOfAnother() {
        var hold = new Hold(UUID.randomUUID(), UUID.randomUUID(), null, Set.of(), "court order");

        assertThat(PLANNER.plan(SUBJECT, List.of(), List.of(hold))).allMatch(item -> item.holdId() == null);
    }

    /** Whatever clocks and holds there are. */
    @Test
    void shouldNeverPlanToEraseWhatIsHeldAndAlwaysSayWhyItKeeps() {
        Random random = new Random(20261124);
        for (int run = 0; run < 2_000; run++) {
            List<RecordClock> clocks = clocks(random);
            List<Hold> holds = holds(random, clocks);
            List<PlanItem> plan = PLANNER.plan(SUBJECT, clocks, holds);

            assertThat(plan).extracting(PlanItem::category).doesNotHaveDuplicates();
            assertThat(plan).extracting(PlanItem::category).containsAll(DataCategory.POLICY_CATEGORIES);
            for (PlanItem item : plan) {
                boolean keeps = item.treatment() == Treatment.RETAIN;
                assertThat(keeps || item.released() != null)
                        .isEqualTo(
                                item.legalBasis() != null && !item.legalBasis().isBlank());
                assertThat(named(item))
                        .as("every known record is named once where any may stay")
                        .isEqualTo(item.released() == null ? item.records().size() : known(clocks, item));
                assertThat(keeps || item.records().isEmpty()).isTrue();
                for (Hold hold : holds) {
                    if (hold.coversAll(SUBJECT, item.category())) {
                        assertThat(keeps).isTrue();
                    }
                }
            }
            for (RecordClock clock : clocks) {
                if (holds.stream().anyMatch(hold -> hold.covers(SUBJECT, clock.category(), clock.recordId()))) {
                    assertThat(of(plan, clock.category()).records())
                            .contains(new RetainedRecord(clock.recordId(), null));
                }
            }
            assertThat(PlanDigest.of(plan)).isEqualTo(PlanDigest.of(PLANNER.plan(SUBJECT, clocks, holds)));
        }
    }

    private static long named(PlanItem item) {
        long released = item.released() == null ? 0 : item.released().size();
        return item.records().size() + released;
    }

    private static long known(List<RecordClock> clocks, PlanItem item) {
        return Stream.concat(
                        clocks.stream()
                                .filter(clock -> clock.category().equals(item.category()))
                                .map(RecordClock::recordId),
                        item.records().stream().map(RetainedRecord::recordId))
                .distinct()
                .count();
    }

    private static List<RecordClock> clocks(Random random) {
        List<RecordClock> clocks = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            ClockKind kind = KINDS.get(random.nextInt(KINDS.size()));
            clocks.add(clock(kind, "r" + i, random.nextBoolean() ? null : TODAY.plusDays(random.nextInt(90) - 30)));
        }
        return clocks;
    }

    private static List<Hold> holds(Random random, List<RecordClock> clocks) {
        List<Hold> holds = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            int size = DataCategory.POLICY_CATEGORIES.size();
            DataCategory category =
                    random.nextInt(5) == 0 ? null : DataCategory.POLICY_CATEGORIES.get(random.nextInt(size));
            boolean named = category != null && !clocks.isEmpty() && random.nextBoolean();
            UUID subject = random.nextInt(3) == 0 ? UUID.randomUUID() : SUBJECT;
            Set<String> records = named ? Set.of("r" + (1 + random.nextInt(8))) : Set.of();
            holds.add(new Hold(new UUID(random.nextLong(), i), subject, category, records, "hold " + i));
        }
        return holds;
    }

    private static PlanItem of(List<PlanItem> plan, DataCategory category) {
        return plan.stream()
                .filter(item -> item.category().equals(category))
                .findFirst()
                .orElseThrow();
    }

    private static RecordClock clock(ClockKind kind, String id, @Nullable LocalDate until) {
        return new RecordClock(
                kind.category(), id, kind, until, until == null ? ClockStatus.OPEN : ClockStatus.RUNNING, false);
    }

    private static RuleBook rules() {
        Map<DataCategory, Rule> inForce = new HashMap<>();
        for (DataCategory category : DataCategory.POLICY_CATEGORIES) {
            OnErasure onErasure =
                    switch (category.key()) {
                        case "billing-record", "dsr-case", "consent-record" -> OnErasure.RETAIN;
                        case "support-correspondence" -> OnErasure.RETAIN_WHILE_OPEN;
                        case "traffic-volume", "resource-usage" -> OnErasure.ANONYMISE;
                        default -> OnErasure.ERASE;
                    };
            inForce.put(
                    category,
                    new Rule(
                            category,
                            1,
                            TODAY,
                            Period.ofYears(1),
                            CountedFrom.START,
                            StartsWhen.CLOSED,
                            onErasure,
                            "law of " + category,
                            "because"));
        }
        return new RuleBook(inForce, Map.of());
    }
}
