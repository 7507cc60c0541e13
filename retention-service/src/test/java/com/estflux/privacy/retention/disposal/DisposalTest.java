package com.estflux.privacy.retention.disposal;

import static com.estflux.privacy.retention.fixture.World.clocks;
import static com.estflux.privacy.retention.fixture.World.disposals;
import static com.estflux.privacy.retention.fixture.World.now;
import static com.estflux.privacy.retention.fixture.World.number;
import static com.estflux.privacy.retention.fixture.World.say;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.RecordDigest;
import com.estflux.privacy.contracts.billing.InvoiceIssued;
import com.estflux.privacy.contracts.rights.CategoryDispose;
import com.estflux.privacy.contracts.rights.CategoryOutcome;
import com.estflux.privacy.contracts.rights.CommandCompleted;
import com.estflux.privacy.contracts.rights.CommandFailed;
import com.estflux.privacy.contracts.rights.FailureReason;
import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.TestClock;
import com.estflux.privacy.retention.fixture.Impatience;
import com.estflux.privacy.retention.fixture.World;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Impatience.class)
class DisposalTest {

    private static final LocalDate LONG_AGO = LocalDate.of(2015, 5, 5);

    private final UUID subject = UUID.randomUUID();
    private final UUID invoice = UUID.randomUUID();

    @BeforeEach
    void billingIsKnown() {
        World.announce("billing", DataCategory.BILLING_RECORD);
    }

    @Test
    void shouldDisposeOfWhatIsDueAndCertifyIt() {
        UUID recent = UUID.randomUUID();
        say("billing", new InvoiceIssued(recent, subject, LocalDate.of(2026, 1, 1)));
        CategoryDispose command = ordered();
        assertThat(command.recordIds()).containsExactly(invoice.toString());
        assertThat(command.stores()).containsExactly("billing");
        assertThat(command.ruleVersion()).startsWith("billing-record/");

        complete(command, "billing", subject);

        await().until(() -> clocks(subject) == 1);
        given().auth()
                .oauth2(Identities.token(Roles.AUDITOR))
                .get("/v1/disposals/" + command.commandId())
                .then()
                .statusCode(200)
                .body("status", equalTo("completed"))
                .body("records", is(1))
                .body("digest", equalTo(RecordDigest.of(List.of(invoice.toString()))))
                .body("stores[0].storeId", equalTo("billing"))
                .body("stores[0].erased", is(1));
        assertThat(number(
                        "SELECT count(*) FROM disposal WHERE disposal_id = ? AND subject_id IS NULL AND record_ids IS NULL",
                        command.commandId()))
                .isEqualTo(1);
    }

    @Test
    void shouldBelieveReceiptsOnlyFromTheStoreToldAboutTheSubject() {
        CategoryDispose command = ordered();

        World.announce("elsewhere");
        say("elsewhere", completed(command, "billing", subject));
        complete(command, "elsewhere", subject);
        complete(command, "billing", UUID.randomUUID());
        await().until(() -> number(
                        "SELECT count(*) FROM audit_entry WHERE action = 'receipt.take' AND outcome = 'REFUSED'"
                                + " AND object_id = ?",
                        command.commandId().toString())
                == 2);
        // The one that names another store does not come so far.
        await().until(() -> World.refusals("command.completed", "wrong-sender") >= 1);
        assertThat(clocks(subject)).isEqualTo(1);

        complete(command, "billing", subject);
        await().until(() -> clocks(subject) == 0);
    }

    @Test
    void shouldTellASilentStoreAgain() {
        CategoryDispose command = ordered();

        await().until(() -> disposals(subject).size() >= 2);

        assertThat(disposals(subject)).extracting(CategoryDispose::commandId).containsOnly(command.commandId());
        complete(command, "billing", subject);
        await().until(() -> clocks(subject) == 0);
    }

    @Test
    void shouldComeBackToWhatAStoreCouldNotDo() {
        CategoryDispose command = ordered();

        say("billing", new CommandFailed(command.commandId(), "billing", subject, FailureReason.INTERNAL, now()));

        await().until(() -> number(
                        "SELECT count(*) FROM clock WHERE subject_id = ? AND disposal_id IS NULL"
                                + " AND disposable_from > current_date",
                        subject)
                == 1);
        assertThat(number(
                        "SELECT count(*) FROM disposal WHERE status = 'FAILED' AND disposal_id = ?",
                        command.commandId()))
                .isEqualTo(1);
    }

    @Test
    void shouldNotDisposeOfWhatIsHeldUntilItIsReleasedBySomebodyElse() {
        String officer = Identities.staffToken("officer-one", Roles.PRIVACY_OFFICER);
        String hold = given().auth()
                .oauth2(officer)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "subjectId",
                        subject,
                        "reason",
                        "tax audit",
                        "legalBasis",
                        "GDPR Art. 17(3)(b)",
                        "reviewOn",
                        LocalDate.now(java.time.ZoneId.of("Europe/Tallinn"))
                                .plusMonths(1)
                                .toString()))
                .post("/v1/holds")
                .then()
                .statusCode(201)
                .body("beyondRecall", is(0))
                .extract()
                .path("holdId");
        say("billing", new InvoiceIssued(invoice, subject, LONG_AGO));
        UUID other = UUID.randomUUID();
        say("billing", new InvoiceIssued(UUID.randomUUID(), other, LONG_AGO));
        await().until(() -> clocks(subject) == 1 && disposals(other).size() >= 1);
        assertThat(disposals(subject)).isEmpty();

        release(officer, hold, 403);
        release(Identities.staffToken("officer-two", Roles.PRIVACY_OFFICER), hold, 200);
        release(Identities.staffToken("officer-two", Roles.PRIVACY_OFFICER), hold, 409);

        await().until(() -> !disposals(subject).isEmpty());
    }

    @Test
    void shouldRefuseToDisposeWhileTheClockIsNotTrusted() {
        String officer = Identities.token(Roles.PRIVACY_OFFICER);
        try {
            TestClock.get().advance(Duration.ofDays(1));
            await().until(() -> blocked(officer));
            say("billing", new InvoiceIssued(invoice, subject, LONG_AGO));
            await().until(() -> clocks(subject) == 1);
            await().during(Duration.ofSeconds(3)).until(() -> disposals(subject).isEmpty());

            given().auth()
                    .oauth2(officer)
                    .contentType(ContentType.JSON)
                    .body(Map.of("reason", "clocks checked"))
                    .post("/v1/time-guard/release")
                    .then()
                    .statusCode(200)
                    .body("blocked", is(false));

            await().until(() -> !disposals(subject).isEmpty());
        } finally {
            TestClock.get().reset();
            World.execute("DELETE FROM time_mark");
        }
    }

    private static boolean blocked(String officer) {
        return given().auth()
                .oauth2(officer)
                .get("/v1/time-guard")
                .then()
                .statusCode(200)
                .extract()
                .path("blocked");
    }

    private static void release(String officer, String hold, int status) {
        given().auth()
                .oauth2(officer)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "audit over"))
                .post("/v1/holds/" + hold + "/release")
                .then()
                .statusCode(status);
    }

    private CategoryDispose ordered() {
        say("billing", new InvoiceIssued(invoice, subject, LONG_AGO));
        return await().until(() -> disposals(subject), ordered -> !ordered.isEmpty())
                .get(0);
    }

    private void complete(CategoryDispose command, String store, UUID about) {
        say(store, completed(command, store, about));
    }

    private static CommandCompleted completed(CategoryDispose command, String store, UUID about) {
        var outcome = new CategoryOutcome(
                command.category(),
                Outcome.ERASED,
                command.recordIds().size(),
                null,
                null,
                RecordDigest.of(command.recordIds()));
        return new CommandCompleted(command.commandId(), store, about, List.of(outcome), now());
    }
}
