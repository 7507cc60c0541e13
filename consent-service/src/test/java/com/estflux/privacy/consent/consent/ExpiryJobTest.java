package com.estflux.privacy.consent.consent;

import static com.estflux.privacy.consent.fixture.ConsentApi.MARKETING;
import static com.estflux.privacy.consent.fixture.ConsentApi.as;
import static com.estflux.privacy.consent.fixture.ConsentApi.decide;
import static com.estflux.privacy.consent.fixture.ConsentApi.decision;
import static com.estflux.privacy.consent.fixture.ConsentApi.mayWe;
import static com.estflux.privacy.consent.fixture.ConsentApi.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.estflux.privacy.consent.fixture.Database;
import com.estflux.privacy.consent.fixture.Events;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.consent.ConsentChanged;
import com.estflux.privacy.contracts.consent.ConsentState;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import com.estflux.privacy.platform.testing.quarkus.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class ExpiryJobTest {

    @Inject
    ExpiryJob expiry;

    @Inject
    RequestPurge requests;

    @AfterEach
    void resetClock() {
        TestClock.get().reset();
    }

    @Test
    void shouldRecordAndPublishLapsesOnce() {
        Customer customer = Identities.newCustomer();
        decide(customer, "granted");
        TestClock.get().advance(Duration.ofDays(731));
        assertThat(mayWe(customer.subjectId(), MARKETING).getString("reason")).isEqualTo("expired");

        // Two replicas at the same time, and one more afterwards.
        Uni.combine()
                .all()
                .unis(expiry.expire(), expiry.expire())
                .asTuple()
                .await()
                .atMost(Duration.ofSeconds(30));
        expiry.expire().await().atMost(Duration.ofSeconds(30));
        TestClock.get().reset();

        as(customer)
                .get("/v1/subjects/" + customer.subjectId() + "/consents/history")
                .then()
                .body("items.state", equalTo(List.of("granted", "expired")))
                .body("items[1].channel", equalTo("expiry"));
        assertThat(mayWe(customer.subjectId(), MARKETING).getString("reason")).isEqualTo("expired");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Events.heard(Topic.CONSENT_CHANGES, ConsentChanged.class))
                        .filteredOn(event -> event.subjectId().equals(customer.subjectId()))
                        .extracting(ConsentChanged::state)
                        .containsExactly(ConsentState.GRANTED, ConsentState.EXPIRED));
        decide(customer, "granted").then().statusCode(200).header("ETag", "\"3\"");
        assertThat(mayWe(customer.subjectId(), MARKETING).getBoolean("allowed")).isTrue();
    }

    /** A renewal that was made before the consent lapsed is not lost because the lapse was put on record first. */
    @Test
    void shouldTakeRenewalsThatAreImportedAfterTheLapse() {
        UUID subject = UUID.randomUUID();
        Database.execute("INSERT INTO subject (subject_id, account_state) VALUES ('" + subject + "', 'open')");
        take(subject, "2024-01-01T00:00:00Z");
        expiry.expire().await().atMost(Duration.ofSeconds(30));
        assertThat(Database.number(
                        "SELECT count(*) FROM consent_record r JOIN subject s ON s.subject_key = r.subject_key"
                                + " WHERE s.subject_id = ? AND r.state = 'expired'"
                                + " AND r.decided_at = '2026-01-01T00:00:00Z'",
                        subject))
                .as("the lapse carries its own moment")
                .isEqualTo(1);

        take(subject, "2025-12-01T00:00:00Z");

        assertThat(mayWe(subject, MARKETING).getString("reason")).isEqualTo("consent");
    }

    private static void take(UUID subject, String decidedAt) {
        as("privacy-officer")
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs("text/csv", ContentType.TEXT)))
                .contentType("text/csv")
                .body("subjectId,purpose,decision,noticeVersion,language,channel,decidedAt\n" + subject
                        + ",marketing-email,granted,1,en,website," + decidedAt + "\n")
                .post("/v1/imports")
                .then()
                .statusCode(200)
                .body(containsString("\"recorded\":1"));
    }

    @Test
    void shouldForgetRequestsNobodyRepeats() {
        Customer customer = Identities.newCustomer();
        String key = UUID.randomUUID().toString();
        String remembered = "SELECT count(*) FROM consent_request WHERE subject_id = ?";
        as(customer)
                .header("Idempotency-Key", key)
                .body(decision("granted"))
                .put(path(customer.subjectId()))
                .then()
                .statusCode(200);

        TestClock.get().advance(Duration.ofHours(23));
        requests.purge().await().atMost(Duration.ofSeconds(30));
        assertThat(Database.number(remembered, customer.subjectId())).isEqualTo(1);
        TestClock.get().advance(Duration.ofHours(2));
        requests.purge().await().atMost(Duration.ofSeconds(30));
        assertThat(Database.number(remembered, customer.subjectId())).isZero();
    }
}
