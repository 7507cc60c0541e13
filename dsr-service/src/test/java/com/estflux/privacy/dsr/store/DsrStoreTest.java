package com.estflux.privacy.dsr.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.RecordDigest;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.rights.CategoryDispose;
import com.estflux.privacy.contracts.rights.CategoryInstruction;
import com.estflux.privacy.contracts.rights.CategoryOutcome;
import com.estflux.privacy.contracts.rights.CommandCompleted;
import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.rights.RetainedRecord;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.contracts.rights.SubjectVerify;
import com.estflux.privacy.contracts.rights.Treatment;
import com.estflux.privacy.dsr.fixture.Api;
import com.estflux.privacy.dsr.fixture.Mailbox;
import com.estflux.privacy.dsr.fixture.World;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "dsr"))
@QuarkusTestResource(Mailbox.class)
class DsrStoreTest {

    private static final LocalDate UNTIL = LocalDate.of(2029, 12, 31);

    @BeforeEach
    void patience() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(40));
        Awaitility.setDefaultPollInterval(Duration.ofMillis(300));
    }

    @Test
    void shouldKeepOpenCasesAndThoseThePlanNamesAndNothingElse() {
        Customer customer = Identities.newCustomer();
        UUID gone = closed(customer);
        UUID kept = closed(customer);
        UUID open = Api.open(customer, "access");
        UUID others = closed(Identities.newCustomer());

        var erase = new SubjectErase(
                UUID.randomUUID(),
                null,
                customer.subjectId(),
                List.of(new CategoryInstruction(
                        DataCategory.DSR_CASE,
                        Treatment.RETAIN,
                        "controller's decision",
                        UNTIL,
                        List.of(new RetainedRecord(kept.toString(), UNTIL)),
                        null)),
                List.of("dsr"),
                World.now());
        World.say("/estflux/dsr", erase);

        List<CategoryOutcome> outcomes = outcomes(erase.commandId());
        assertThat(outcomes).extracting(CategoryOutcome::outcome).containsExactly(Outcome.ERASED, Outcome.RETAINED);
        assertThat(outcomes.get(0).digest()).isEqualTo(digest(gone));
        assertThat(outcomes.get(1).digest()).isEqualTo(digest(kept, open));
        Api.get(Api.officer(), "/" + gone).statusCode(404);
        Api.get(Api.officer(), "/" + others).statusCode(200);
        assertThat(rows("SELECT count(*) FROM timeline_entry WHERE request_id = '" + gone + "'"))
                .isZero();
        assertThat(rows("SELECT count(note) FROM request WHERE request_id = '" + kept + "'"))
                .isZero();
        assertThat(rows("SELECT count(note) FROM request WHERE request_id = '" + others + "'"))
                .isEqualTo(1);

        var verify = new SubjectVerify(UUID.randomUUID(), null, customer.subjectId(), List.of("dsr"), World.now());
        World.say("/estflux/dsr", verify);
        assertThat(outcomes(verify.commandId())).singleElement().satisfies(held -> {
            assertThat(held.outcome()).isEqualTo(Outcome.HELD);
            assertThat(held.digest()).isEqualTo(digest(kept, open));
        });
    }

    @Test
    void shouldDisposeOfClosedCasesOnly() {
        Customer customer = Identities.newCustomer();
        UUID closed = closed(customer);
        UUID open = Api.open(customer, "access");
        var dispose = new CategoryDispose(
                UUID.randomUUID(),
                null,
                customer.subjectId(),
                DataCategory.DSR_CASE,
                List.of(closed.toString(), open.toString(), UUID.randomUUID().toString()),
                "rules-1",
                List.of("dsr"),
                World.now());
        World.say("/estflux/retention", dispose);

        assertThat(outcomes(dispose.commandId()))
                .extracting(CategoryOutcome::outcome)
                .containsExactly(Outcome.ERASED, Outcome.RETAINED);
        Api.get(Api.officer(), "/" + closed).statusCode(404);
        Api.get(Api.officer(), "/" + open).statusCode(200);
    }

    private static UUID closed(Customer customer) {
        UUID requestId = Api.open(customer, "access");
        Api.post(Api.officer(), "/" + requestId + "/completion", Map.of("code", "answered", "note", "called them"))
                .statusCode(200);
        return requestId;
    }

    private static List<CategoryOutcome> outcomes(UUID commandId) {
        return await().until(
                        () -> World.said(Topic.PRIVACY_RECEIPTS, CommandCompleted.class).stream()
                                .filter(receipt -> receipt.commandId().equals(commandId))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow()
                .outcomes();
    }

    private static String digest(UUID... ids) {
        return RecordDigest.of(List.of(ids).stream().map(UUID::toString).toList());
    }

    private static long rows(String query) {
        try (var database = Infrastructure.get().postgres().connect("dsr");
                var statement = database.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
