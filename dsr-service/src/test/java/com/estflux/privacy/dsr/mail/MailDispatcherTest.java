package com.estflux.privacy.dsr.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import com.estflux.privacy.dsr.fixture.Api;
import com.estflux.privacy.dsr.fixture.Mailbox;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import com.estflux.privacy.platform.transaction.Transactions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "dsr"))
@QuarkusTestResource(Mailbox.class)
class MailDispatcherTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Inject
    MailQueue queue;

    @Inject
    MailRepository mails;

    @Inject
    Transactions transactions;

    @Test
    void shouldGiveABadLetterUpAloneAndSayThatItDid() throws SQLException {
        // given a letter nobody can send, one nobody can open, and one like any other, in that order
        Customer customer = Identities.newCustomer();
        UUID requestId = Api.open(customer, "access");
        String good = UUID.randomUUID() + "@example.test";
        enqueue(requestId, "bad", "\"a b\"@x.test");
        execute("INSERT INTO mail (mail_id, request_id, kind, sealed, tries, next_try_at) VALUES ('" + UUID.randomUUID()
                + "', '" + requestId + "', 'sealed', '\\x00', 0, now())");
        enqueue(requestId, "good", good);

        // when, then
        await().atMost(PATIENCE).until(() -> Mailbox.of(good).size() == 1);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(Api.details(requestId, "letter-given-up"))
                .containsExactlyInAnyOrder("bad", "sealed"));
        assertThat(count("FROM mail WHERE given_up_at IS NOT NULL AND tries = 4 AND request_id = '" + requestId + "'"))
                .isEqualTo(2);
        assertThat(count("FROM audit_entry WHERE action = 'request.letter-not-delivered' AND object_id = '" + requestId
                        + "'"))
                .isEqualTo(2);
    }

    @Test
    void shouldLetAnOfficerTryAgain() throws SQLException {
        // given a letter given up
        Customer customer = Identities.newCustomer();
        UUID requestId = Api.open(customer, "access");
        String address = UUID.randomUUID() + "@example.test";
        String path = "/" + requestId + "/letters/retry";
        Api.post(Api.officer(), path).statusCode(409);
        transactions
                .run(() -> queue.enqueue(requestId, new Letter("late", address, "subject", "text"))
                        .chain(() -> mails.flush())
                        .chain(() -> mails.update("givenUpAt = ?1 where requestId = ?2", Instant.now(), requestId)))
                .await()
                .atMost(PATIENCE);

        // when, then
        Api.post(customer.token(), path).statusCode(403);
        Api.post(Api.officer(), path).statusCode(200);
        await().atMost(PATIENCE).until(() -> !Mailbox.of(address).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a b\"@x.test", "a@x.test\r\nBcc: b@x.test", "a\u0000@x.test", "a@x", "not an address"})
    void shouldRefuseAddressesNoRelayTakes(String address) {
        Api.post(
                        Identities.token("support-agent"),
                        "",
                        Map.of("right", "access", "subjectId", UUID.randomUUID(), "contactEmail", address))
                .statusCode(400)
                .contentType(is("application/problem+json"));
    }

    private void enqueue(UUID requestId, String kind, String address) {
        transactions
                .run(() -> queue.enqueue(requestId, new Letter(kind, address, "subject", "text")))
                .await()
                .atMost(PATIENCE);
    }

    private static void execute(String statement) throws SQLException {
        try (var database = Infrastructure.get().postgres().connect("dsr");
                var sql = database.createStatement()) {
            sql.execute(statement);
        }
    }

    private static long count(String what) throws SQLException {
        try (var database = Infrastructure.get().postgres().connect("dsr");
                var sql = database.createStatement();
                var result = sql.executeQuery("SELECT count(*) " + what)) {
            result.next();
            return result.getLong(1);
        }
    }
}
