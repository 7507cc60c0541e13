package com.estflux.privacy.stack.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.EncodedEvent;
import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.billing.InvoiceIssued;
import com.estflux.privacy.contracts.support.TicketOpened;
import com.estflux.privacy.platform.testing.quarkus.KafkaProbe;
import com.estflux.privacy.stack.SharedStack;
import com.estflux.privacy.stack.fault.Operations.Operation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A card number in a request or an event gets nowhere (PF-2.2). */
class CardNumberIT {

    /** Luhn-valid, from a range for tests, and nobody else's. */
    private static final String CARD = "5555341244441115";

    private final SharedStack faults = SharedStack.get();
    private final Operations http = new Operations(faults);
    private static final Set<String> ANSWERS_EACH_LINE = Set.of("/v1/decisions/query", "/v1/imports");

    private final KafkaProbe kafka = new KafkaProbe(faults.stack().kafka());

    @Test
    void shouldStoreNoCardNumberFromARequest() {
        String officer = faults.customers().staffToken("officer");
        for (Operation operation : http.all()) {
            if (List.of("POST", "PUT").contains(operation.method())) {
                var response = http.call(
                        operation, name -> UUID.randomUUID().toString(), officer, "{\"note\":\"card " + CARD + "\"}");
                if (ANSWERS_EACH_LINE.contains(operation.path())) {
                    // A stream cannot take its status back: the line is refused where its answer would be.
                    assertThat(response.body()).doesNotContain("\"allowed\":true", "\"recorded\":1");
                } else {
                    assertThat(response.statusCode()).as("%s", operation).isBetween(400, 499);
                }
                assertThat(response.body()).doesNotContain(CARD);
            }
        }

        assertNowhere();
    }

    @Test
    void shouldStoreNoCardNumberFromAnEvent() {
        UUID subject = UUID.randomUUID();
        var codec = new EventCodec();
        Instant now = Instant.now();
        List<EventMessage<?>> events = List.of(
                new EventMessage<>(CARD, "/estflux/support", now, new TicketOpened(UUID.randomUUID(), subject, now)),
                new EventMessage<>(
                        UUID.randomUUID().toString(),
                        "/estflux/" + CARD,
                        now,
                        new InvoiceIssued(UUID.randomUUID(), subject, LocalDate.now(Clock.systemUTC()))));
        long before = letters();
        for (EventMessage<?> event : events) {
            EncodedEvent encoded = codec.encode(event);
            kafka.send(encoded);
        }

        await().atMost(Duration.ofMinutes(1)).until(() -> letters() >= before + 2);
        assertNowhere();
    }

    private long letters() {
        return kafka.values(Topic.RETENTION_DEAD_LETTERS.topicName()).stream()
                .filter(letter -> letter.contains("CARD_NUMBER"))
                .count();
    }

    private void assertNowhere() {
        assertThat(faults.customers().find(CARD, faults.stack().options().data().resolve("logs")))
                .as("databases and logs")
                .isEmpty();
        for (Topic topic : Topic.values()) {
            if (topic.topicName().contains("dead-letters")) {
                assertThat(kafka.values(topic.topicName()))
                        .as(topic.topicName())
                        .noneMatch(value -> value.contains(CARD));
            }
        }
    }
}
