package com.estflux.privacy.reference;

import static com.estflux.privacy.reference.Commands.dispose;
import static com.estflux.privacy.reference.Commands.erase;
import static com.estflux.privacy.reference.Commands.retain;
import static com.estflux.privacy.reference.Commands.verify;
import static com.estflux.privacy.reference.TestSystem.events;
import static com.estflux.privacy.reference.TestSystem.kafka;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.account.AccountClosed;
import com.estflux.privacy.contracts.account.AccountOpened;
import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.usage.IpAssigned;
import com.estflux.privacy.contracts.usage.IpReleased;
import com.estflux.privacy.platform.testing.infrastructure.InfrastructureException;
import com.estflux.privacy.platform.testing.infrastructure.Realm;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountSystemTest {

    private static TestSystem account;

    @BeforeAll
    static void start() {
        account = TestSystem.start("account");
    }

    @AfterAll
    static void stop() {
        account.close();
    }

    @Test
    void shouldPublishWhatHappensToAnAccount() {
        UUID subject = UUID.randomUUID();
        UUID vps = UUID.randomUUID();
        String address = freshAddress();
        open(subject);
        UUID assignment = assign(subject, vps, address);
        account.create("/accounts/" + subject + "/payment-methods", "{\"reference\":\"pm_1\"}", "paymentMethodId");

        assertThat(account.post("/ip-assignments/" + assignment + "/release", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(account.post("/accounts/" + subject + "/close", "").statusCode())
                .isEqualTo(204);

        await().atMost(TestSystem.PATIENCE).untilAsserted(() -> assertThat(
                        events(Topic.ACCOUNT_LIFECYCLE, AccountClosed.class, one -> one.subjectId()
                                .equals(subject)))
                .hasSize(1));
        assertThat(events(Topic.ACCOUNT_LIFECYCLE, AccountOpened.class, one -> one.subjectId()
                        .equals(subject)))
                .hasSize(1);
        assertThat(events(Topic.USAGE_ASSIGNMENTS, IpAssigned.class, one -> one.subjectId()
                        .equals(subject)))
                .allSatisfy(assigned -> assertThat(assigned.ipAddress()).isEqualTo(address));
        assertThat(events(Topic.USAGE_ASSIGNMENTS, IpReleased.class, one -> one.subjectId()
                        .equals(subject)))
                .singleElement()
                .satisfies(released -> {
                    assertThat(released.assignmentId()).isEqualTo(assignment);
                    assertThat(released.vpsId()).isEqualTo(vps);
                    assertThat(released.ipAddress()).isEqualTo(address);
                    assertThat(released.releasedAt()).isAfterOrEqualTo(released.assignedAt());
                });
        assertThat(account.post("/accounts", newAccount(subject)).statusCode()).isEqualTo(409);
        assertThat(account.post("/accounts/" + subject + "/close", "").statusCode())
                .isEqualTo(409);
        assertThat(account.post("/ip-assignments/" + assignment + "/release", "")
                        .statusCode())
                .isEqualTo(409);
        assertThat(account.post("/accounts/" + subject + "/payment-methods", "{\"reference\":\"pm_2\"}")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void shouldTellWhichAddressIsOnFile() {
        UUID subject = UUID.randomUUID();
        open(subject);

        HttpResponse<String> found = account.get("/v1/accounts/" + subject + "/contact");
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.body()).matches("\\{\"email\":\"[^\"]+@[^\"]+\"}");
        assertThat(account.get("/v1/accounts/" + UUID.randomUUID() + "/contact").statusCode())
                .isEqualTo(404);
        assertThat(account.post("/v1/accounts/" + subject + "/contact", "").statusCode())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "256.1.1.1", "1.2.3", "1.2.3.4.", "fe80::1%eth0", "::g", "10.0.0.0/8", ":"})
    void shouldTakeOnlyAddresses(String address) {
        UUID subject = UUID.randomUUID();
        open(subject);

        assertThat(account.post(
                                "/accounts/" + subject + "/ip-assignments",
                                "{\"vpsId\":\"" + UUID.randomUUID() + "\",\"ipAddress\":\"" + address + "\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void shouldGiveAnAddressToOneVpsAtATime() {
        UUID subject = UUID.randomUUID();
        open(subject);
        String address = freshAddress();
        UUID first = assign(subject, UUID.randomUUID(), address);
        String again = "{\"vpsId\":\"" + UUID.randomUUID() + "\",\"ipAddress\":\"" + address + "\"}";

        assertThat(account.post("/accounts/" + subject + "/ip-assignments", again)
                        .statusCode())
                .isEqualTo(409);
        account.post("/ip-assignments/" + first + "/release", "");
        account.create("/accounts/" + subject + "/ip-assignments", again, "assignmentId");
    }

    @Test
    void shouldEraseTheAccountItsLoginAndItsTracesOnKafka() {
        Customer customer = Identities.newCustomer();
        UUID subject = customer.subjectId();
        String address = freshAddress();
        open(subject);
        UUID assignment = assign(subject, UUID.randomUUID(), address);
        account.create("/accounts/" + subject + "/payment-methods", "{\"reference\":\"pm_1\"}", "paymentMethodId");

        var done = account.carryOut(erase("account", subject));
        var held = account.carryOut(verify("account", subject));

        assertThat(done.outcomes()).hasSize(3).allSatisfy(outcome -> assertThat(outcome.outcome())
                .isEqualTo(Outcome.ERASED));
        assertThat(held.outcomes()).hasSize(3).allSatisfy(outcome -> assertThat(outcome.outcome())
                .isEqualTo(Outcome.NOT_FOUND));
        assertNoLogin(subject);
        await().atMost(TestSystem.PATIENCE)
                .untilAsserted(() -> assertThat(account.everythingWith(subject)).isEmpty());
        assertTombstoned(assignment);
        assertThat(account.post("/accounts", newAccount(subject)).statusCode()).isEqualTo(409);
        // Another customer may have the address now.
        UUID other = UUID.randomUUID();
        open(other);
        assign(other, UUID.randomUUID(), address);
    }

    @Test
    void shouldKeepTheLoginOfAnAccountThatMustBeKept() {
        Customer customer = Identities.newCustomer();
        UUID subject = customer.subjectId();
        open(subject);
        UUID assignment = assign(subject, UUID.randomUUID(), freshAddress());

        account.carryOut(erase(
                "account",
                subject,
                retain(DataCategory.ACCOUNT, null, subject),
                retain(DataCategory.IP_ASSIGNMENT, null, assignment)));

        assertThatCode(() -> login(subject)).doesNotThrowAnyException();
        assertTombstoned(assignment);
        assertThat(account.post("/ip-assignments/" + assignment + "/release", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(account.post("/accounts/" + subject + "/close", "").statusCode())
                .isEqualTo(204);
        await().atMost(TestSystem.PATIENCE).untilAsserted(() -> assertThat(
                        events(Topic.ACCOUNT_LIFECYCLE, AccountClosed.class, one -> one.subjectId()
                                .equals(subject)))
                .hasSize(1));
        assertTombstoned(assignment);

        account.carryOut(dispose("account", subject, DataCategory.ACCOUNT, subject));
        assertNoLogin(subject);
        assertThat(account.rowsWith("ip_assignment", subject)).hasLineCount(1);
    }

    @Test
    void shouldDeleteTheLoginOfSomeoneWithoutAnAccountAndOfNobodyElse() {
        Customer customer = Identities.newCustomer();
        Customer other = Identities.newCustomer();

        account.carryOut(erase("account", customer.subjectId()));

        assertNoLogin(customer.subjectId());
        assertThatCode(() -> login(other.subjectId())).doesNotThrowAnyException();
    }

    private static void assertNoLogin(UUID subject) {
        assertThatThrownBy(() -> login(subject))
                .isInstanceOf(InfrastructureException.class)
                .hasMessageContaining("invalid_grant");
    }

    private static void login(UUID subject) {
        Infrastructure.get().keycloak().passwordToken(subject.toString(), Realm.DEMO_PASSWORD);
    }

    /** The last thing said about the assignment, in the partition where it was announced, is that it is gone. */
    private static void assertTombstoned(UUID assignment) {
        await().atMost(TestSystem.PATIENCE).untilAsserted(() -> {
            List<ConsumerRecord<byte[], byte[]>> records = kafka().records(Topic.USAGE_ASSIGNMENTS.topicName()).stream()
                    .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(assignment.toString()))
                    .toList();
            assertThat(records.stream().map(ConsumerRecord::partition).distinct())
                    .hasSizeLessThanOrEqualTo(1);
            // Compaction may have taken the records before it, and in the end the tombstone itself.
            assertThat(records.isEmpty() || records.get(records.size() - 1).value() == null)
                    .isTrue();
        });
    }

    private static void open(UUID subject) {
        account.create("/accounts", newAccount(subject), "subjectId");
    }

    private static String newAccount(UUID subject) {
        return """
                {"subjectId":"%s","name":"Mari Maasikas","email":"mari@example.test","address":"Pikk 1, Tallinn"}
                """.formatted(subject);
    }

    private static UUID assign(UUID subject, UUID vps, String address) {
        return account.create(
                "/accounts/" + subject + "/ip-assignments",
                "{\"vpsId\":\"" + vps + "\",\"ipAddress\":\"" + address + "\"}",
                "assignmentId");
    }

    /** An address of the documentation prefix, as PostgreSQL would write it: no leading zeros in a group. */
    private static String freshAddress() {
        return "2001:db8::" + freshGroup() + ":" + freshGroup();
    }

    private static String freshGroup() {
        return Integer.toHexString(ThreadLocalRandom.current().nextInt(1, 0x10000));
    }
}
