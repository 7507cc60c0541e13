package com.estflux.privacy.retention.plan;

import static com.estflux.privacy.retention.fixture.World.clocks;
import static com.estflux.privacy.retention.fixture.World.erase;
import static com.estflux.privacy.retention.fixture.World.item;
import static com.estflux.privacy.retention.fixture.World.now;
import static com.estflux.privacy.retention.fixture.World.number;
import static com.estflux.privacy.retention.fixture.World.plan;
import static com.estflux.privacy.retention.fixture.World.receipt;
import static com.estflux.privacy.retention.fixture.World.revision;
import static com.estflux.privacy.retention.fixture.World.say;
import static com.estflux.privacy.retention.fixture.World.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.account.AccountOpened;
import com.estflux.privacy.contracts.billing.DisputeClosed;
import com.estflux.privacy.contracts.billing.DisputeOpened;
import com.estflux.privacy.contracts.billing.InvoiceIssued;
import com.estflux.privacy.contracts.billing.PaymentReceived;
import com.estflux.privacy.contracts.rights.CaseClosed;
import com.estflux.privacy.contracts.rights.CaseStatus;
import com.estflux.privacy.contracts.rights.CategoryOutcome;
import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.rights.PlanProposed;
import com.estflux.privacy.contracts.rights.PlanRequested;
import com.estflux.privacy.contracts.rights.Right;
import com.estflux.privacy.contracts.rights.Treatment;
import com.estflux.privacy.contracts.support.TicketClosed;
import com.estflux.privacy.contracts.support.TicketOpened;
import com.estflux.privacy.retention.fixture.Impatience;
import com.estflux.privacy.retention.fixture.World;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Impatience.class)
class ErasureTest {

    private static final LocalDate RECORDED = LocalDate.of(2026, 3, 1);
    private static final LocalDate KEPT_UNTIL = LocalDate.of(2033, 12, 31);

    private final UUID subject = UUID.randomUUID();
    private final UUID caseId = UUID.randomUUID();

    @Test
    void shouldPlanWhatTheRulesSayAndAnswerTheSameQuestionTheSameWay() {
        UUID invoice = invoice();
        UUID ticket = ticket();
        say("account", new AccountOpened(subject, now()));
        await().until(() -> clocks(subject) == 3);

        var asked = new PlanRequested(UUID.randomUUID(), caseId, subject, now());
        say("dsr", asked);
        PlanProposed plan = revision(asked.planId(), 1);

        assertThat(plan.items()).extracting(one -> one.category()).containsAll(DataCategory.POLICY_CATEGORIES);
        var billing = item(plan, DataCategory.BILLING_RECORD);
        assertThat(billing.treatment()).isEqualTo(Treatment.RETAIN);
        assertThat(billing.retainUntil()).isEqualTo(KEPT_UNTIL);
        assertThat(billing.legalBasis()).contains("§ 12");
        assertThat(billing.records()).extracting(one -> one.recordId()).containsExactly(invoice.toString());
        assertThat(item(plan, DataCategory.SUPPORT_CORRESPONDENCE).records())
                .extracting(one -> one.recordId())
                .containsExactly(ticket.toString());
        assertThat(item(plan, DataCategory.ACCOUNT).treatment()).isEqualTo(Treatment.ERASE);
        assertThat(item(plan, DataCategory.DSR_CASE).records())
                .extracting(one -> one.recordId())
                .containsExactly(caseId.toString());
        say("dsr", asked);
        await().until(() -> proposals(asked.planId()).size() == 2);
        assertThat(proposals(asked.planId())).containsOnly(plan);
    }

    @Test
    void shouldReviseAPlanUntilItRuns() {
        UUID invoice = invoice();
        await().until(() -> clocks(subject) == 1);
        PlanProposed first = plan(caseId, subject);

        UUID dispute = UUID.randomUUID();
        say("billing", new DisputeOpened(dispute, invoice, subject, RECORDED, now()));
        PlanProposed second = revision(first.planId(), 2);
        assertThat(item(second, DataCategory.BILLING_RECORD).retainUntil()).isNull();
        assertThat(item(second, DataCategory.BILLING_RECORD).records()).hasSize(2);
        assertThat(second.digest()).isNotEqualTo(first.digest());

        World.freeze(second);
        say("billing", new DisputeClosed(dispute, invoice, subject, RECORDED, now()));
        await().until(() ->
                number("SELECT count(*) FROM clock WHERE subject_id = ? AND retain_until IS NULL", subject) == 1);
        assertThat(proposals(first.planId())).hasSize(2);

        say("dsr", new CaseClosed(caseId, subject, Right.ERASURE, CaseStatus.COMPLETED, now()));
        await().until(() -> number("SELECT count(*) FROM plan WHERE subject_id = ?", subject) == 0);
    }

    @Test
    void shouldKeepTheClocksOfWhatThePlanRetainsAndHoldWhatItDeclared() {
        invoice();
        UUID ticket = ticket();
        UUID closed = UUID.randomUUID();
        say("support", new TicketClosed(closed, subject, now(), now()));
        Instant opened = now();
        say("account", new AccountOpened(subject, opened));
        await().until(() -> clocks(subject) == 4);
        PlanProposed plan = plan(caseId, subject);
        World.freeze(plan);

        var erased = receipt(erase(plan).commandId());

        assertThat(clocks(subject)).isEqualTo(3);
        assertThat(outcomes(erased.outcomes(), Outcome.ERASED))
                .extracting(one -> one.category())
                .containsExactly(DataCategory.ACCOUNT, DataCategory.SUPPORT_CORRESPONDENCE);
        var retained = outcomes(erased.outcomes(), Outcome.RETAINED);
        assertThat(retained).allMatch(one -> one.legalBasis() != null);
        var held = verify(subject).outcomes();
        assertThat(held).hasSize(3).allMatch(one -> one.outcome() == Outcome.HELD);
        assertThat(held)
                .extracting(one -> one.category() + " " + one.count() + " " + one.digest())
                .containsExactlyInAnyOrderElementsOf(retained.stream()
                        .map(one -> one.category() + " " + one.count() + " " + one.digest())
                        .toList());

        // Late: what was let go stays gone, what was left in place still moves.
        say("support", new TicketClosed(closed, subject, now(), now()));
        say("account", new AccountOpened(subject, opened));
        say("support", new TicketClosed(ticket, subject, now(), now()));
        await().until(() ->
                number("SELECT count(*) FROM clock WHERE record_id = ? AND retain_until IS NOT NULL", ticket.toString())
                        == 1);
        var again = verify(subject);
        assertThat(again.outcomes()).isEqualTo(held);
        assertThat(clocks(subject)).isEqualTo(3);
        assertThat(World.disposals(subject)).isEmpty();
    }

    @Test
    void shouldKeepARecordThatWasIssuedWhileThePlanWasCarriedOut() {
        invoice();
        await().until(() -> clocks(subject) == 1);
        PlanProposed plan = plan(caseId, subject);
        World.freeze(plan);
        UUID between = invoice();
        await().until(() -> clocks(subject) == 3);

        var erased = receipt(erase(plan).commandId());
        UUID after = invoice();
        await().until(() -> clocks(subject) == 4);

        assertThat(outcomes(erased.outcomes(), Outcome.RETAINED))
                .filteredOn(one -> one.category().equals(DataCategory.BILLING_RECORD))
                .singleElement()
                .matches(one -> one.count() == 2);
        assertThat(verify(subject).outcomes())
                .as("holdings stay what the receipts said while stores are at work")
                .filteredOn(one -> one.category().equals(DataCategory.BILLING_RECORD))
                .singleElement()
                .matches(one -> one.count() == 2);
        say("dsr", new CaseClosed(caseId, subject, Right.ERASURE, CaseStatus.COMPLETED, now()));
        await().until(() -> number("SELECT count(*) FROM plan WHERE subject_id = ?", subject) == 0);
        for (UUID invoice : List.of(between, after)) {
            assertThat(number(
                            "SELECT count(*) FROM clock WHERE record_id = ? AND retain_until = DATE '2033-12-31'",
                            invoice.toString()))
                    .isEqualTo(1);
        }
        assertThat(verify(subject).outcomes())
                .filteredOn(one -> one.category().equals(DataCategory.BILLING_RECORD))
                .singleElement()
                .matches(one -> one.count() == 3);
    }

    /** Documents of the new life that arrive before the account are reckoned like anybody's once it is known. */
    @Test
    void shouldKeepTheNewLifeOfAPersonWhoComesBackLikeAnybodys() {
        ticket();
        await().until(() -> clocks(subject) == 1);
        receipt(erase(plan(caseId, subject)).commandId());
        say("dsr", new CaseClosed(caseId, subject, Right.ERASURE, CaseStatus.COMPLETED, now()));
        Instant back = now();
        UUID early = UUID.randomUUID();
        say("support", new TicketOpened(early, subject, back));
        await().until(() -> number("SELECT count(*) FROM clock WHERE record_id = ?", early.toString()) == 1);

        say("account", new AccountOpened(subject, back));
        await().until(() -> number(
                        "SELECT count(*) FROM clock WHERE subject_id = ? AND kind = 'ACCOUNT' AND erased_on IS NULL",
                        subject)
                == 1);
        UUID late = UUID.randomUUID();
        say("support", new TicketOpened(late, subject, back.minusSeconds(60)));
        say("support", new TicketClosed(early, subject, back, now()));

        await().until(() -> number("SELECT count(*) FROM clock WHERE record_id = ?", late.toString()) == 1);
        assertThat(number(
                        "SELECT count(*) FROM clock WHERE record_id = ? AND begun_after_erasure AND erased_on IS NOT NULL",
                        late.toString()))
                .as("a ticket of the life that was erased")
                .isEqualTo(1);
        await().untilAsserted(() -> assertThat(number(
                        "SELECT count(*) FROM clock WHERE record_id = ? AND erased_on IS NULL"
                                + " AND retain_until >= current_date + 700",
                        early.toString()))
                .as("kept two years after it closed, as any customer's")
                .isEqualTo(1));
    }

    @Test
    void shouldTakeEventsInAnyOrderAndTwice() {
        UUID invoice = UUID.randomUUID();
        UUID dispute = UUID.randomUUID();
        UUID ticket = UUID.randomUUID();
        say("billing", new DisputeClosed(dispute, invoice, subject, RECORDED.plusYears(1), now()));
        say("billing", new PaymentReceived(UUID.randomUUID(), invoice, subject, RECORDED));
        say("support", new TicketClosed(ticket, subject, now(), now()));
        say("billing", new DisputeOpened(dispute, invoice, subject, RECORDED, now().minusSeconds(60)));
        say("support", new TicketOpened(ticket, subject, now()));
        say("billing", new InvoiceIssued(invoice, subject, RECORDED));
        say("billing", new InvoiceIssued(invoice, subject, RECORDED));

        await().until(() -> clocks(subject) == 4);
        say("billing", new PaymentReceived(UUID.randomUUID(), invoice, subject, RECORDED));
        await().until(() -> clocks(subject) == 5);
        assertThat(number("SELECT count(*) FROM clock WHERE subject_id = ? AND retain_until IS NULL", subject))
                .isZero();
        assertThat(number(
                        "SELECT count(*) FROM clock WHERE record_id = ? AND retain_until = DATE '2034-12-31'",
                        dispute.toString()))
                .isEqualTo(1);
    }

    private UUID invoice() {
        UUID invoice = UUID.randomUUID();
        say("billing", new InvoiceIssued(invoice, subject, RECORDED));
        return invoice;
    }

    private UUID ticket() {
        UUID ticket = UUID.randomUUID();
        say("support", new TicketOpened(ticket, subject, now()));
        return ticket;
    }

    private static List<PlanProposed> proposals(UUID planId) {
        return World.said(Topic.PRIVACY_PLANS, PlanProposed.class).stream()
                .filter(one -> one.planId().equals(planId))
                .toList();
    }

    private static List<CategoryOutcome> outcomes(List<CategoryOutcome> all, Outcome outcome) {
        return all.stream().filter(one -> one.outcome() == outcome).toList();
    }
}
