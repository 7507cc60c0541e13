package com.estflux.privacy.consent.imports;

import static com.estflux.privacy.consent.fixture.ConsentApi.MARKETING;
import static com.estflux.privacy.consent.fixture.ConsentApi.as;
import static com.estflux.privacy.consent.fixture.ConsentApi.decide;
import static com.estflux.privacy.consent.fixture.ConsentApi.mayWe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.estflux.privacy.consent.fixture.Database;
import com.estflux.privacy.consent.fixture.Events;
import com.estflux.privacy.consent.fixture.OneWayClient;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.account.AccountOpened;
import com.estflux.privacy.contracts.consent.ConsentChanged;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class ImportResourceTest {

    private static final String NDJSON = "application/x-ndjson";
    private static final String HEADING = "subjectId,purpose,decision,noticeVersion,language,channel,decidedAt\n";

    @Inject
    ImportService imports;

    /** Its report is larger than what the connection and the service hold: nobody may wait for its reading. */
    @Test
    void shouldFinishForClientThatReadsNothingBeforeItHasSentEverything() throws IOException {
        byte[] body = ("{}" + " ".repeat(100) + "\n").repeat(150_000).getBytes(StandardCharsets.US_ASCII);

        String report = OneWayClient.post("/v1/imports", Identities.token("privacy-officer"), body);

        JsonPath summary =
                last(report.lines().filter(line -> line.startsWith("{")).toList());
        long unnamed = summary.getLong("unnamed");
        assertThat(summary.getLong("refused")).isEqualTo(150_000);
        assertThat(unnamed).isBetween(1L, 149_999L);
        assertThat(report.lines().filter(line -> line.startsWith("{\"line\":"))).hasSize((int) (150_000 - unnamed));
    }

    @Test
    void shouldTakeHistoryOverWithItsTimes() {
        Customer customer = Identities.newCustomer();
        UUID subject = customer.subjectId();
        open(subject);
        String file = HEADING
                + csv(subject, "granted", "2024-05-31T12:00:00+03:00")
                + csv(subject, "withdrawn", "2025-01-01T00:00:00Z")
                + csv(subject, "granted", "2026-10-01T00:00:00Z");

        JsonPath summary = last(send("text/csv", "", file));

        assertThat(summary.getInt("recorded")).isEqualTo(3);
        assertThat(summary.getInt("refused")).isZero();
        as(customer)
                .get("/v1/subjects/" + subject + "/consents/history")
                .then()
                .statusCode(200)
                .body("items.state", equalTo(List.of("granted", "withdrawn", "granted")))
                .body("items[0].decidedAt", equalTo("2024-05-31T09:00:00Z"))
                .body("items[2].expiresAt", equalTo("2028-10-01T00:00:00Z"))
                .body("items.revision", equalTo(List.of(1, 2, 3)));
        assertThat(mayWe(subject, MARKETING).getString("reason")).isEqualTo("consent");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Events.heard(Topic.CONSENT_CHANGES, ConsentChanged.class))
                        .filteredOn(event -> event.subjectId().equals(subject))
                        .extracting(ConsentChanged::revision)
                        .contains(3L));
        assertThat(Database.number(
                        "SELECT count(*) FROM consent_record r JOIN subject s ON s.subject_key = r.subject_key"
                                + " WHERE s.subject_id = ? AND r.actor LIKE 'import:staff:%'",
                        subject))
                .isEqualTo(3);
    }

    @Test
    void shouldRecogniseWhatIsSentAgain() {
        UUID subject = UUID.randomUUID();
        String file = json(subject, "granted", "2026-01-01T00:00:00Z")
                + json(subject, "refused", "2026-02-01T00:00:00Z")
                + json(subject, "refused", "2026-02-01T00:00:00Z");

        JsonPath dry = last(send(NDJSON, "?dryRun=true", file));
        assertThat(List.of(dry.getInt("recorded"), dry.getInt("duplicates"), dry.getInt("refused")))
                .containsExactly(2, 1, 0);
        assertThat(dry.getBoolean("dryRun")).isTrue();
        assertThat(records(subject)).isZero();
        JsonPath first = last(send(NDJSON, "", file));
        assertThat(List.of(first.getInt("recorded"), first.getInt("duplicates")))
                .containsExactly(2, 1);
        JsonPath again = last(send(NDJSON, "", file));
        assertThat(List.of(again.getInt("recorded"), again.getInt("duplicates"), again.getInt("refused")))
                .containsExactly(0, 3, 0);
        assertThat(records(subject)).isEqualTo(2);
    }

    @Test
    void shouldNeverUndoWhatWasDecidedHere() {
        Customer customer = Identities.newCustomer();
        decide(customer, "withdrawn");

        List<String> report = send(NDJSON, "", json(customer.subjectId(), "granted", "2026-01-01T00:00:00Z"));

        assertThat(report.get(0)).contains("\"line\":1").contains("later-decision-on-record");
        assertThat(mayWe(customer.subjectId(), MARKETING).getString("reason")).isEqualTo("withdrawn");
    }

    /** Whatever time it claims: only the person turns a no that was said here into a yes. */
    @Test
    void shouldNeverTurnANoThatWasSaidHereIntoAYes() {
        Customer customer = Identities.newCustomer();
        open(customer.subjectId());
        decide(customer, "granted");
        decide(customer, "withdrawn");

        List<String> report = send(
                NDJSON, "", json(customer.subjectId(), "granted", Instant.now().toString()));

        assertThat(report.get(0)).contains("\"line\":1").contains("no-on-record");
        assertThat(mayWe(customer.subjectId(), MARKETING).getString("reason")).isEqualTo("withdrawn");
    }

    @Test
    void shouldNotBelieveAnImportedConsentBeforeThereIsAnAccount() {
        UUID subject = UUID.randomUUID();
        send(NDJSON, "", json(subject, "granted", "2026-11-01T00:00:00Z"));
        assertThat(mayWe(subject, MARKETING).getString("reason")).isEqualTo("no-account");

        open(subject);
        assertThat(mayWe(subject, MARKETING).getString("reason")).isEqualTo("consent");
        as("auditor")
                .get("/v1/subjects/" + subject + "/consents/" + MARKETING)
                .then()
                .body("imported", equalTo(true));
    }

    @Test
    void shouldRecogniseTimesFinerThanItKeeps() {
        UUID subject = UUID.randomUUID();
        String line = json(subject, "granted", "2026-01-01T00:00:00.123456789Z");
        send(NDJSON, "", line);

        JsonPath again = last(send(NDJSON, "", line));

        assertThat(again.getInt("duplicates")).isEqualTo(1);
        assertThat(records(subject)).isEqualTo(1);
    }

    @Test
    void shouldFindInADryRunWhatTheRunFinds() {
        UUID subject = UUID.randomUUID();
        StringBuilder file = new StringBuilder();
        file.append(json(subject, "granted", "2026-03-01T00:00:00Z"));
        for (int i = 1; i < ImportService.CHUNK; i++) {
            file.append(json(UUID.randomUUID(), "granted", "2026-01-01T00:00:00Z"));
        }
        file.append(json(subject, "granted", "2026-03-01T00:00:00Z"));
        file.append(json(subject, "refused", "2026-02-01T00:00:00Z"));

        JsonPath dry = last(send(NDJSON, "?dryRun=true", file.toString()));
        JsonPath run = last(send(NDJSON, "", file.toString()));

        for (String count : List.of("recorded", "duplicates", "refused")) {
            assertThat(dry.getInt(count)).as(count).isEqualTo(run.getInt(count));
        }
        assertThat(run.getInt("duplicates")).isEqualTo(1);
        assertThat(run.getInt("refused")).isEqualTo(1);
    }

    private static void open(UUID subject) {
        Events.publish(new AccountOpened(subject, Instant.parse("2024-01-01T00:00:00Z")));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> mayWe(subject, "billing").getBoolean("allowed"));
    }

    @Test
    void shouldSayWhatIsWrongWithEachLine() {
        UUID subject = UUID.randomUUID();
        String good = json(subject, "granted", "2026-01-01T00:00:00Z");
        String file = String.join(
                "",
                "{\"subjectId\":\n",
                "\n",
                good.replace(subject.toString(), "nobody"),
                good.replace("\"granted\"", "\"maybe\""),
                good.replace("\"en\"", "\"fi\""),
                good.replace("marketing-email", "newsletter"),
                good.replace("marketing-email", "billing"),
                good.replace("2026-01-01", "2126-01-01"),
                good.replace("2026-01-01T00:00:00Z", "yesterday"),
                good.replace("\"website\"", "\"4111 1111 1111 1111\""),
                good.replace("}", ",\"status\":\"granted\"}"),
                good.replace(":1,", ":9,"),
                "x".repeat(3_000) + "\n",
                good);

        List<String> report = send(NDJSON, "", file);

        assertThat(report.stream().limit(report.size() - 1L).map(JsonPath::from))
                .extracting(line -> line.getInt("line") + " " + line.getString("error"))
                .containsExactlyInAnyOrder(
                        "1 malformed-line",
                        "3 invalid-line",
                        "4 invalid-line",
                        "5 unknown-notice",
                        "6 unknown-purpose",
                        "7 not-consent-based",
                        "8 decided-in-the-future",
                        "9 invalid-line",
                        "10 card-number-refused",
                        "11 malformed-line",
                        "12 unknown-notice",
                        "13 line-too-long");
        assertThat(String.join("", report)).doesNotContain(subject.toString()).doesNotContain("4111");
        assertThat(last(report).getInt("recorded")).isEqualTo(1);
    }

    @Test
    void shouldRefuseCsvWithoutHeading() {
        List<String> report = send(
                "text/csv",
                "",
                csv(UUID.randomUUID(), "granted", "2026-01-01T00:00:00Z").repeat(3));

        assertThat(report).hasSize(2);
        assertThat(report.get(0)).contains("malformed-heading");
        assertThat(last(report).getInt("refused")).isEqualTo(3);
    }

    @Test
    void shouldBeForTheOfficer() {
        for (String role : List.of("auditor", "support-agent", "account-system")) {
            as(role).config(asText(NDJSON))
                    .contentType(NDJSON)
                    .body("{}")
                    .post("/v1/imports")
                    .then()
                    .statusCode(403);
        }
        as("privacy-officer").body("{}").post("/v1/imports").then().statusCode(415);
        as("privacy-officer")
                .config(asText(NDJSON))
                .contentType(NDJSON)
                .body("{}")
                .post("/v1/imports?dryRun=maybe")
                .then()
                .statusCode(400);
    }

    /** However many lines there are, only a few chunks are ever in hand. */
    @Test
    void shouldReadNoFasterThanItWrites() {
        AtomicLong sent = new AtomicLong();
        AtomicLong most = new AtomicLong();
        AtomicLong written = new AtomicLong();
        Multi<Buffer> body = Multi.createBy()
                .repeating()
                .supplier(() -> {
                    most.accumulateAndGet(sent.incrementAndGet() - written.get(), Math::max);
                    return Buffer.buffer("not a record\n");
                })
                .atMost(200_000);

        List<byte[]> report = imports.take(body, new ImportService.Mode(false, true, "tests"))
                .invoke(lines -> written.addAndGet(
                        new String(lines, StandardCharsets.UTF_8).lines().count()))
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(60));

        assertThat(new String(report.get(report.size() - 1), StandardCharsets.UTF_8))
                .contains("\"refused\":200000");
        assertThat(most.get()).isLessThan(3L * ImportService.CHUNK);
    }

    private static long records(UUID subject) {
        return Database.number(
                "SELECT count(*) FROM consent_record r JOIN subject s ON s.subject_key = r.subject_key"
                        + " WHERE s.subject_id = ?",
                subject);
    }

    private static JsonPath last(List<String> report) {
        JsonPath summary = JsonPath.from(report.get(report.size() - 1));
        assertThat(summary.getBoolean("end")).isTrue();
        return summary;
    }

    private static String csv(UUID subject, String decision, String decidedAt) {
        return subject + "," + MARKETING + "," + decision + ",1,en,website," + decidedAt + "\n";
    }

    private static String json(UUID subject, String decision, String decidedAt) {
        return "{\"subjectId\":\"" + subject + "\",\"purpose\":\"" + MARKETING + "\",\"decision\":\"" + decision
                + "\",\"noticeVersion\":1,\"language\":\"en\",\"channel\":\"website\",\"decidedAt\":\"" + decidedAt
                + "\"}\n";
    }

    private static List<String> send(String type, String parameters, String body) {
        return as("privacy-officer")
                .config(asText(type))
                .contentType(type)
                .body(body)
                .post("/v1/imports" + parameters)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();
    }

    private static RestAssuredConfig asText(String type) {
        return RestAssuredConfig.config()
                .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs(type, ContentType.TEXT));
    }
}
