package com.estflux.privacy.platform.messaging;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.estflux.privacy.contracts.EncodedEvent;
import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.billing.InvoiceIssued;
import com.estflux.privacy.platform.Database;
import com.estflux.privacy.platform.fixture.Trouble;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import com.estflux.privacy.platform.testing.quarkus.KafkaProbe;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class DeadLettersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** So many digits of the planted card that no identifier and no digest has them by chance. */
    private static final String CARD_DIGITS = "1111[ -]?1111";

    private static final KafkaProbe KAFKA = new KafkaProbe(Infrastructure.get().kafka());
    private static final EventCodec CODEC = new EventCodec();

    @Inject
    MeterRegistry meters;

    /** One way to break an event. */
    private interface Defect extends UnaryOperator<EncodedEvent> {}

    static Stream<Arguments> poison() {
        return Stream.of(
                Arguments.of("bad JSON", "MALFORMED_JSON", true, value(json -> json.substring(3))),
                Arguments.of("not text at all", "MALFORMED_JSON", true, bytes(new byte[] {0, -1, -2, 7})),
                Arguments.of("deep JSON", "MALFORMED_JSON", true, value(json -> "[".repeat(5_000))),
                Arguments.of("unknown type", "UNKNOWN_TYPE", true, header("ce_type", "com.estflux.nothing.v9")),
                Arguments.of(
                        "type of another topic",
                        "UNKNOWN_TYPE",
                        true,
                        header("ce_type", "com.estflux.ticket.opened.v1")),
                Arguments.of("no id", "INVALID_ATTRIBUTE", true, header("ce_id", null)),
                Arguments.of("no time", "INVALID_ATTRIBUTE", true, header("ce_time", null)),
                Arguments.of("malformed time", "INVALID_ATTRIBUTE", true, header("ce_time", "secret yesterday")),
                Arguments.of(
                        "time without a zone", "INVALID_ATTRIBUTE", true, header("ce_time", "2026-11-24T10:00:00")),
                Arguments.of("another version", "INVALID_ATTRIBUTE", true, header("ce_specversion", "0.3")),
                Arguments.of("no content", "SCHEMA_VIOLATION", true, value(json -> "{}")),
                Arguments.of("wrong schema", "SCHEMA_VIOLATION", true, value(json -> "{\"secret\":1}")),
                Arguments.of("oversized", "OVERSIZED", true, value(json -> json + " ".repeat(70_000))),
                Arguments.of(
                        "as large as the topic takes", "OVERSIZED", true, value(json -> json + " ".repeat(250 * 1024))),
                Arguments.of("empty key", "MISSING_KEY", true, key("")),
                Arguments.of(
                        "key of another",
                        "KEY_MISMATCH",
                        true,
                        key(UUID.randomUUID().toString())),
                Arguments.of(
                        "card number",
                        "CARD_NUMBER",
                        false,
                        value(json -> json.replaceFirst("\\{", "{\"note\":\"4111 1111 1111 1111 12/27\","))),
                Arguments.of(
                        "card number in bad JSON",
                        "CARD_NUMBER",
                        false,
                        value(json -> "{\"note\":\"4\\u003111111111111111")),
                Arguments.of("card number in the key", "CARD_NUMBER", false, key("4111-1111-1111-1111")),
                Arguments.of(
                        "card number in a header of no meaning",
                        "CARD_NUMBER",
                        false,
                        twice(header("x-note", "4111111111111111"), value(json -> "{}"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("poison")
    void shouldPutAsideWithReasonAndWithoutContent(String name, String reason, boolean replayable, Defect defect) {
        InvoiceIssued invoice = invoice();
        EncodedEvent good = encoded(invoice);
        int before = letters().size();
        double countedBefore = counted(reason);
        KAFKA.send(defect.apply(good));
        InvoiceIssued next = new InvoiceIssued(UUID.randomUUID(), invoice.subjectId(), invoice.recordedOn());
        KAFKA.send(encoded(next));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(effects(next)).containsExactly("1"));
        assertThat(effects(invoice)).isEmpty();
        List<Map<String, Object>> letters = letters();
        assertThat(letters).hasSize(before + 1);
        assertThat(counted(reason)).as("what the alert watches").isEqualTo(countedBefore + 1);
        Map<String, Object> letter = letters.get(before);
        assertThat(letter)
                .containsEntry("reason", reason)
                .containsEntry("consumer", "billing-records")
                .containsEntry("topic", "billing.records.v1")
                .containsEntry("replayable", replayable);
        assertThat(letter).doesNotContainKeys("sealed", "value", "key", "headers");
        assertThat(letter.toString())
                .doesNotContain(
                        "secret",
                        invoice.invoiceId().toString(),
                        invoice.subjectId().toString())
                .doesNotContainPattern(CARD_DIGITS);
        assertThat(KAFKA.values("consent.dead-letters.v1").get(before))
                .doesNotContain(
                        "secret",
                        invoice.invoiceId().toString(),
                        invoice.subjectId().toString())
                .doesNotContainPattern(CARD_DIGITS);
    }

    private double counted(String reason) {
        return meters.counter("dead.letters", "consumer", "billing-records", "reason", reason)
                .count();
    }

    @Test
    void shouldPutAsideRecordsWithoutKeyAndGoOn() {
        int before = letters().size();
        KAFKA.send(new ProducerRecord<>("billing.records.v1", 0, null, new byte[] {'{', '}'}));
        KAFKA.send(new ProducerRecord<byte[], byte[]>("billing.records.v1", 0, null, null));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(letters().stream().skip(before))
                        .extracting(letter -> letter.get("reason"))
                        .containsExactly("MISSING_KEY", "MALFORMED_JSON"));
        List<InvoiceIssued> next =
                Stream.generate(DeadLettersTest::invoice).limit(40).toList();
        next.forEach(invoice -> KAFKA.send(encoded(invoice)));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(next)
                .allSatisfy(invoice -> assertThat(effects(invoice)).containsExactly("1")));
    }

    @Test
    void shouldReplayRepairedEventOnce() {
        InvoiceIssued invoice = invoice();
        EncodedEvent good = encoded(invoice);
        Map<String, Object> letter = letterOf(value(json -> json.substring(1)).apply(good));
        assertThat(letter).containsEntry("reason", "MALFORMED_JSON");
        Map<String, Object> repaired = Map.of(
                "id", good.headers().get("ce_id"),
                "source", good.headers().get("ce_source"),
                "type", good.headers().get("ce_type"),
                "time", good.headers().get("ce_time"),
                "key", good.key(),
                "data",
                        Map.of(
                                "invoiceId", invoice.invoiceId().toString(),
                                "subjectId", invoice.subjectId().toString(),
                                "recordedOn", "2026-11-24"));

        replay(letter, Identities.token("privacy-officer"), repaired).statusCode(403);
        replay(letter, Identities.token("auditor"), repaired).statusCode(403);
        assertThat(effects(invoice)).isEmpty();
        replay(letter, Identities.token("operator"), repaired).statusCode(204);
        assertThat(effects(invoice)).containsExactly("1");
        replay(letter, Identities.token("operator"), repaired).statusCode(204);
        // Its sender may have mended and sent it again, too.
        InvoiceIssued next = new InvoiceIssued(UUID.randomUUID(), invoice.subjectId(), invoice.recordedOn());
        KAFKA.send(good);
        KAFKA.send(encoded(next));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(effects(next)).containsExactly("1"));
        assertThat(effects(invoice)).containsExactly("1");
        assertThat(Database.count(
                        "SELECT count(*) FROM audit_entry WHERE action = 'dead-letter.replay' AND object_id = ?",
                        letter.get("id").toString()))
                .isEqualTo(2);
    }

    /** An operator mends data; they do not speak in somebody else's name, or of somebody else. */
    @Test
    void shouldRefuseARepairThatMakesItAnotherEvent() {
        InvoiceIssued invoice = invoice();
        EncodedEvent good = encoded(invoice);
        Map<String, Object> letter =
                letterOf(value(json -> json.replace("2026-11-24", "soon")).apply(good));
        UUID another = UUID.randomUUID();
        Map<String, Object> data = Map.of(
                "invoiceId", invoice.invoiceId().toString(),
                "subjectId", invoice.subjectId().toString(),
                "recordedOn", "2026-11-24");
        Map<String, Object> repaired = new HashMap<>(Map.of(
                "id", good.headers().get("ce_id"),
                "source", good.headers().get("ce_source"),
                "type", good.headers().get("ce_type"),
                "time", good.headers().get("ce_time"),
                "key", good.key(),
                "data", data));
        Map<String, Object> ofAnother = new HashMap<>(data);
        ofAnother.put("subjectId", another.toString());

        for (Map<String, Object> change : List.<Map<String, Object>>of(
                Map.of("id", another.toString()),
                Map.of("source", "/estflux/billing"),
                Map.of("type", "com.estflux.payment.received.v1"),
                Map.of("key", another.toString(), "data", ofAnother),
                Map.of("data", ofAnother))) {
            Map<String, Object> changed = new HashMap<>(repaired);
            changed.putAll(change);
            replay(letter, Identities.token("operator"), changed)
                    .statusCode(422)
                    .body("type", equalTo("https://estflux.com/problems/dead-letter-not-replayable"));
        }

        assertThat(effects(invoice)).isEmpty();
        replay(letter, Identities.token("operator"), repaired).statusCode(204);
        assertThat(effects(invoice)).containsExactly("1");
        assertThat(Database.query(
                        "SELECT reason FROM audit_entry WHERE action = 'dead-letter.replay' AND object_id = ?"
                                + " AND subject_ref IS NOT NULL",
                        letter.get("id").toString()))
                .singleElement()
                .satisfies(reason ->
                        assertThat(reason).matches("invoice\\.issued; before [0-9a-f]{64}, after [0-9a-f]{64}"));
    }

    @Test
    void shouldListTheOthersBesideOneThatCannotBeRead() {
        int before = letters().size();
        KAFKA.send(new ProducerRecord<byte[], byte[]>("consent.dead-letters.v1", 0, null, new byte[] {1, 2, 3}));
        await().atMost(PATIENCE).until(() -> letters().size() == before + 1);
        Map<String, Object> next = letterOf(value(json -> "{}").apply(encoded(invoice())));

        assertThat(next).containsEntry("reason", "SCHEMA_VIOLATION").containsEntry("replayable", true);
        Map<String, Object> malformed = letters().get(before);
        assertThat(malformed).containsEntry("reason", "MALFORMED_JSON").containsEntry("replayable", false);
        replay(malformed, Identities.token("operator"), null).statusCode(404);
    }

    @Test
    void shouldReplayAsItWasOnceTheCauseIsMended() {
        InvoiceIssued invoice = invoice();
        Trouble.fail(invoice.invoiceId(), 4);
        Map<String, Object> letter = letterOf(encoded(invoice));
        assertThat(letter).containsEntry("reason", "HANDLING_FAILED");
        assertThat(effects(invoice)).isEmpty();

        replay(letter, Identities.token("operator"), null)
                .statusCode(422)
                .body("detail", equalTo("HANDLING_FAILED: java.lang.IllegalStateException"));
        assertThat(effects(invoice)).isEmpty();
        replay(letter, Identities.token("operator"), null).statusCode(204);
        replay(letter, Identities.token("operator"), null).statusCode(204);

        assertThat(effects(invoice)).containsExactly("1");
    }

    @Test
    void shouldNotReplayWhatIsStillBroken() {
        Map<String, Object> letter = letterOf(value(json -> "{}").apply(encoded(invoice())));

        replay(letter, Identities.token("operator"), null)
                .statusCode(422)
                .body("type", equalTo("https://estflux.com/problems/dead-letter-not-replayable"));
        replay(Map.of("id", 999_999), Identities.token("operator"), null).statusCode(404);
        replay(letter, Identities.token("operator"), Map.of("id", "only")).statusCode(400);
    }

    @Test
    void shouldListInPagesForThoseWhoMaySeeIt() {
        int before = letters().size();
        for (int i = 0; i < 3; i++) {
            KAFKA.send(value(json -> "{}").apply(encoded(invoice())));
        }
        await().atMost(PATIENCE).until(() -> letters().size() == before + 3);
        List<Object> ids = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            ValidatableResponse page =
                    list(Identities.token("auditor"), 2, cursor).statusCode(200);
            ids.addAll(page.extract().<List<Object>>path("items.id"));
            cursor = page.extract().path("next");
        } while (cursor != null);
        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(3);
        list(Identities.newCustomer().token(), 2, null).statusCode(403);
        list(Identities.token("operator"), 1_000_000_000, null).statusCode(400);
        list(Identities.token("operator"), 2, "not-a-cursor!").statusCode(400);
    }

    /** Sends what cannot be taken in. */
    private static Map<String, Object> letterOf(EncodedEvent event) {
        int before = letters().size();
        KAFKA.send(event);
        await().atMost(PATIENCE).until(() -> letters().size() > before);
        return letters().get(before);
    }

    private static List<Map<String, Object>> letters() {
        List<Map<String, Object>> letters = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            ValidatableResponse page =
                    list(Identities.token("operator"), 200, cursor).statusCode(200);
            letters.addAll(page.extract().<List<Map<String, Object>>>path("items"));
            cursor = page.extract().path("next");
        } while (cursor != null);
        return letters;
    }

    private static ValidatableResponse list(String token, int limit, @Nullable String cursor) {
        var request = given().auth().oauth2(token).queryParam("limit", limit);
        return (cursor == null ? request : request.queryParam("cursor", cursor))
                .get("/v1/dead-letters")
                .then();
    }

    private static ValidatableResponse replay(
            Map<String, Object> letter, String token, @Nullable Map<String, Object> repaired) {
        var request = given().auth().oauth2(token).contentType(ContentType.JSON);
        return (repaired == null ? request : request.body(repaired))
                .post("/v1/dead-letters/" + letter.get("id") + "/replay")
                .then();
    }

    private static InvoiceIssued invoice() {
        return new InvoiceIssued(UUID.randomUUID(), UUID.randomUUID(), LocalDate.parse("2026-11-24"));
    }

    private static List<String> effects(InvoiceIssued invoice) {
        return Database.query("SELECT effects FROM ledger WHERE invoice_id = ?", invoice.invoiceId());
    }

    private static EncodedEvent encoded(InvoiceIssued data) {
        return CODEC.encode(EventMessage.create("/tests", Clock.systemUTC(), data));
    }

    private static Defect value(UnaryOperator<String> edit) {
        return event -> bytes(edit.apply(new String(Objects.requireNonNull(event.data()), StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8))
                .apply(event);
    }

    private static Defect bytes(byte[] data) {
        return event -> new EncodedEvent(event.topic(), event.key(), event.partitionKey(), event.headers(), data);
    }

    private static Defect key(String key) {
        return event -> new EncodedEvent(event.topic(), key, event.partitionKey(), event.headers(), event.data());
    }

    private static Defect twice(Defect first, Defect second) {
        return event -> second.apply(first.apply(event));
    }

    private static Defect header(String name, @Nullable String value) {
        return event -> {
            Map<String, String> headers = new HashMap<>(event.headers());
            if (value == null) {
                headers.remove(name);
            } else {
                headers.put(name, value);
            }
            return new EncodedEvent(event.topic(), event.key(), event.partitionKey(), headers, event.data());
        };
    }
}
