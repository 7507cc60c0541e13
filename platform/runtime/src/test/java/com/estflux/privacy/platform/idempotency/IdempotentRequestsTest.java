package com.estflux.privacy.platform.idempotency;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.platform.Database;
import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.fixture.Trouble;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import com.estflux.privacy.platform.testing.quarkus.KafkaProbe;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class IdempotentRequestsTest {

    private static final String SUBJECT_ROWS = "SELECT count(*) FROM ticket WHERE subject_id = ?";

    @Inject
    IdempotentRequests requests;

    @Inject
    Pseudonyms pseudonyms;

    @Test
    void shouldDoOnceAndAnswerTheSame() {
        Customer customer = Identities.newCustomer();
        String first =
                note(customer, "key-1", "hello", 1).statusCode(200).extract().asString();
        String second =
                note(customer, "key-1", "hello", 1).statusCode(200).extract().asString();
        String other =
                note(customer, "key-2", "hello", 1).statusCode(200).extract().asString();

        assertThat(second).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
        assertThat(Database.count(SUBJECT_ROWS, customer.subjectId())).isEqualTo(2);
    }

    @Test
    void shouldDoOnceWhenAskedAllAtOnce() {
        Customer customer = Identities.newCustomer();
        ExecutorService callers = Executors.newFixedThreadPool(20);
        try {
            List<CompletableFuture<String>> answers = IntStream.range(0, 20)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> note(customer, "the-key", "hello", 1)
                                    .statusCode(200)
                                    .extract()
                                    .asString(),
                            callers))
                    .toList();
            assertThat(answers.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        } finally {
            callers.shutdownNow();
        }
        assertThat(Database.count(SUBJECT_ROWS, customer.subjectId())).isEqualTo(1);
    }

    @Test
    void shouldRefuseKeyOfAnotherRequest() {
        Customer customer = Identities.newCustomer();
        note(customer, "key-1", "hello", 1).statusCode(200);
        note(customer, "key-1", "goodbye", 1)
                .statusCode(422)
                .body("type", equalTo("https://estflux.com/problems/idempotency-key-reused"));
        note(customer, "k".repeat(256), "hello", 1).statusCode(400);
        assertThat(Database.count(SUBJECT_ROWS, customer.subjectId())).isEqualTo(1);
    }

    @Test
    void shouldDoOneOfTwoRequestsThatShareAKeyAtOnce() {
        Customer customer = Identities.newCustomer();
        ExecutorService callers = Executors.newFixedThreadPool(10);
        try {
            List<CompletableFuture<Integer>> answers = IntStream.range(0, 10)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> note(customer, "shared", i % 2 == 0 ? "hello" : "goodbye", 1)
                                    .extract()
                                    .statusCode(),
                            callers))
                    .toList();
            assertThat(answers.stream().map(CompletableFuture::join).toList())
                    .containsOnly(200, 422)
                    .filteredOn(status -> status == 200)
                    .hasSize(5);
        } finally {
            callers.shutdownNow();
        }
        assertThat(Database.count(SUBJECT_ROWS, customer.subjectId())).isEqualTo(1);
    }

    @Test
    void shouldLeaveKeyFreeWhenRequestFails() {
        Customer customer = Identities.newCustomer();
        UUID reference = UUID.randomUUID();
        Trouble.fail(reference, 1);
        Map<String, Object> body =
                Map.of("text", "hello", "pages", 1, "detail", Map.of("reference", reference.toString()));

        note(customer, "again", body).statusCode(500);
        assertThat(Database.count(SUBJECT_ROWS, customer.subjectId())).isZero();
        note(customer, "again", body).statusCode(200);
        assertThat(Database.count(SUBJECT_ROWS, customer.subjectId())).isEqualTo(1);
    }

    @Test
    void shouldForgetAfterADay() {
        Customer customer = Identities.newCustomer();
        note(customer, "old", "hello", 1).statusCode(200);
        note(customer, "young", "hello", 1).statusCode(200);
        Database.update(
                "UPDATE idempotent_request SET requested_at = clock_timestamp() - interval '24 hours 1 minute'"
                        + " WHERE subject_ref = ? AND requested_at ="
                        + " (SELECT min(requested_at) FROM idempotent_request WHERE subject_ref = ?)",
                pseudonyms.of(customer.subjectId()),
                pseudonyms.of(customer.subjectId()));
        Database.update(
                "UPDATE idempotent_request SET requested_at = clock_timestamp() - interval '23 hours 59 minutes'"
                        + " WHERE subject_ref = ? AND requested_at > clock_timestamp() - interval '1 hour'",
                pseudonyms.of(customer.subjectId()));

        requests.purge().await().atMost(Duration.ofSeconds(30));

        note(customer, "young", "hello", 1).statusCode(200);
        assertThat(Database.count(SUBJECT_ROWS, customer.subjectId())).isEqualTo(2);
        note(customer, "old", "something else", 1).statusCode(200);
        assertThat(Database.count(SUBJECT_ROWS, customer.subjectId())).isEqualTo(3);
    }

    @Test
    void shouldNotShareKeysBetweenCallers() {
        Customer one = Identities.newCustomer();
        Customer other = Identities.newCustomer();
        String first = note(one, "same", "hello", 1).statusCode(200).extract().asString();

        assertThat(note(other, "same", "hello", 1).statusCode(200).extract().asString())
                .isNotEqualTo(first);
    }

    @Test
    void shouldForgetWithTheSubject() {
        Customer customer = Identities.newCustomer();
        note(customer, "key-of-" + customer.subjectId(), "unique-" + customer.subjectId(), 1)
                .statusCode(400);
        String text = "planted-" + UUID.randomUUID().toString().substring(0, 8);
        note(customer, "key-" + text, text, 1).statusCode(200);
        assertThat(Database.dump()).doesNotContain("key-" + text).doesNotContain(text);
        long before = Database.count("SELECT count(*) FROM idempotent_request");

        var erase = new SubjectErase(
                UUID.randomUUID(), null, customer.subjectId(), List.of(), List.of("probe"), Instant.EPOCH);
        new KafkaProbe(Infrastructure.get().kafka())
                .send(new EventCodec().encode(EventMessage.create("/estflux/dsr", Clock.systemUTC(), erase)));

        await().atMost(Duration.ofSeconds(60))
                .until(() -> Database.count("SELECT count(*) FROM idempotent_request") == before - 1);
        assertThat(Database.dump()).doesNotContain(customer.subjectId().toString());
    }

    private static ValidatableResponse note(Customer customer, @Nullable String key, String text, int pages) {
        return note(customer, key, Map.of("text", text, "pages", pages));
    }

    private static ValidatableResponse note(Customer customer, @Nullable String key, Map<String, Object> body) {
        var request = given().auth()
                .oauth2(customer.token())
                .contentType(ContentType.JSON)
                .body(body);
        return (key == null ? request : request.header("Idempotency-Key", key))
                .post("/v1/probe/notes")
                .then();
    }
}
