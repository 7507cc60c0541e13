package com.estflux.privacy.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.estflux.privacy.contracts.InvalidEventException.Reason;
import com.estflux.privacy.contracts.billing.InvoiceIssued;
import com.estflux.privacy.contracts.rights.CategoryInstruction;
import com.estflux.privacy.contracts.rights.CategoryOutcome;
import com.estflux.privacy.contracts.rights.CommandCompleted;
import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.rights.RetainedRecord;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.contracts.rights.Treatment;
import com.estflux.privacy.contracts.usage.UsagePeriodClosed;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {

    private static final EventCodec CODEC = new EventCodec();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);
    private static final UUID SUBJECT = UUID.fromString("0b7f7c1e-2f5d-4a55-9a3c-5f1f7c0e9a01");
    private static final InvoiceIssued INVOICE = new InvoiceIssued(
            UUID.fromString("6a5c0f55-6a61-4f0e-8e35-b1a52b64a8aa"), SUBJECT, LocalDate.parse("2026-11-24"));

    @Test
    void shouldReadWhatItWrote() throws InvalidEventException {
        var event = EventMessage.create("/estflux/billing", CLOCK, INVOICE);

        assertThat(decode(CODEC.encode(event))).isEqualTo(event);
    }

    @Test
    void shouldKeepAbsentValuesAbsent() throws InvalidEventException {
        var outcome = new CategoryOutcome(DataCategory.ACCOUNT, Outcome.NOT_FOUND, 0, null, null, null);
        var receipt = new CommandCompleted(UUID.randomUUID(), "billing", SUBJECT, List.of(outcome), CLOCK.instant());
        var event = EventMessage.create("/estflux/billing", CLOCK, receipt);

        assertThat(decode(CODEC.encode(event))).isEqualTo(event);
    }

    @Test
    void shouldTolerateFieldsOfLaterVersions() throws InvalidEventException {
        assertThat(decode(changed(json -> json.replaceFirst("\\{", "{\"addedLater\":true,")))
                        .data())
                .isEqualTo(INVOICE);
    }

    static Stream<Arguments> poison() {
        return Stream.of(
                Arguments.of(Reason.MALFORMED_JSON, edit(json -> json.substring(1))),
                Arguments.of(Reason.MALFORMED_JSON, edit(json -> json + "{}")),
                Arguments.of(Reason.SCHEMA_VIOLATION, edit(json -> "{}")),
                Arguments.of(Reason.SCHEMA_VIOLATION, edit(json -> json.replace("2026-11-24", "2026-13-45"))),
                Arguments.of(Reason.SCHEMA_VIOLATION, edit(json -> json.replace("0b7f7c1e-2f5d-", "0b7f7c1-e2f5d-"))),
                Arguments.of(Reason.KEY_MISMATCH, edit(json -> json.replace("0b7f7c1e", "1b7f7c1e"))),
                Arguments.of(Reason.OVERSIZED, edit(json -> json + " ".repeat(Topic.BILLING_RECORDS.maxDataBytes()))),
                Arguments.of(
                        Reason.CARD_NUMBER,
                        edit(json -> json.replaceFirst("\\{", "{\"note\":\"4111 1111 1111 1111\","))),
                Arguments.of(
                        Reason.CARD_NUMBER, edit(json -> json.replaceFirst("\\{", "{\"note\":4111111111111111,"))));
    }

    @ParameterizedTest
    @MethodSource("poison")
    void shouldRefusePoisonWithoutQuotingIt(Reason reason, UnaryOperator<String> defect) {
        var failure = catchThrowableOfType(InvalidEventException.class, () -> decode(changed(defect)));

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.getMessage()).doesNotContain("4111").doesNotContain("0b7f7c1e");
    }

    /** One in some hundred totals of a large customer is, as digits, a valid card number. */
    @Test
    void shouldNotMistakeTotalsForCardNumbers() throws InvalidEventException {
        BigInteger total = new BigInteger("4111111111111111");
        var closed = new UsagePeriodClosed(
                UUID.randomUUID(),
                SUBJECT,
                LocalDate.parse("2026-10-01"),
                LocalDate.parse("2026-11-01"),
                CLOCK.instant(),
                "meter-2026-11",
                "0".repeat(64),
                4,
                total,
                total,
                total,
                total);
        var event = EventMessage.create("/estflux/metrics", CLOCK, closed);

        assertThat(decode(CODEC.encode(event))).isEqualTo(event);
    }

    @ParameterizedTest
    @CsvSource({"'',/estflux/billing", "1,''", "4111 1111 1111 1111,/estflux/billing"})
    void shouldNotEncodeWhatConsumersWouldRefuse(String id, String source) {
        var event = new EventMessage<>(id, source, CLOCK.instant(), INVOICE);

        assertThatThrownBy(() -> CODEC.encodeValid(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("com.estflux.invoice.issued.v1: ")
                .hasMessageNotContaining("4111");
    }

    @Test
    void shouldRefuseMissingKeyAndForeignTopic() {
        var encoded = CODEC.encode(EventMessage.create("/estflux/billing", CLOCK, INVOICE));

        var missingKey =
                catchThrowableOfType(InvalidEventException.class, () -> decode(encoded, encoded.topic(), new byte[0]));
        var foreignTopic = catchThrowableOfType(
                InvalidEventException.class,
                () -> decode(encoded, Topic.SUPPORT_TICKETS.topicName(), bytes(encoded.key())));

        assertThat(missingKey.reason()).isEqualTo(Reason.MISSING_KEY);
        assertThat(foreignTopic.reason()).isEqualTo(Reason.UNKNOWN_TYPE);
    }

    /** A customer of many years and many servers: every paper is named in one plan, and in one command. */
    @Test
    void shouldCarryThousandsOfRetainedRecords() throws InvalidEventException {
        List<RetainedRecord> records = Stream.generate(UUID::randomUUID)
                .limit(5_000)
                .map(id -> new RetainedRecord(id.toString(), LocalDate.parse("2033-12-31")))
                .toList();
        var instruction = new CategoryInstruction(
                DataCategory.BILLING_RECORD, Treatment.RETAIN, "GDPR Art. 6(1)(c)", null, records, List.of());
        var erase = new SubjectErase(
                UUID.randomUUID(),
                UUID.randomUUID(),
                SUBJECT,
                List.of(instruction),
                List.of("billing"),
                CLOCK.instant());
        var event = EventMessage.create("/estflux/dsr", CLOCK, erase);

        assertThat(decode(CODEC.encode(event))).isEqualTo(event);
    }

    private static UnaryOperator<String> edit(UnaryOperator<String> edit) {
        return edit;
    }

    private static EncodedEvent changed(UnaryOperator<String> edit) {
        var encoded = CODEC.encode(EventMessage.create("/estflux/billing", CLOCK, INVOICE));
        String json = new String(CODEC.toJson(INVOICE), StandardCharsets.UTF_8);
        return new EncodedEvent(
                encoded.topic(), encoded.key(), encoded.partitionKey(), encoded.headers(), bytes(edit.apply(json)));
    }

    private static EventMessage<?> decode(EncodedEvent encoded) throws InvalidEventException {
        return decode(encoded, encoded.topic(), bytes(encoded.key()));
    }

    private static EventMessage<?> decode(EncodedEvent encoded, String topic, byte[] key) throws InvalidEventException {
        return CODEC.decode(
                topic,
                key,
                name -> encoded.headers().containsKey(name)
                        ? bytes(encoded.headers().get(name))
                        : null,
                encoded.data());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
