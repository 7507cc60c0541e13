package com.estflux.privacy.reference;

import static com.estflux.privacy.reference.Commands.erase;
import static com.estflux.privacy.reference.Commands.retain;
import static com.estflux.privacy.reference.Commands.verify;
import static com.estflux.privacy.reference.TestSystem.events;
import static com.estflux.privacy.reference.TestSystem.json;
import static com.estflux.privacy.reference.TestSystem.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.support.TicketClosed;
import com.estflux.privacy.contracts.support.TicketOpened;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SupportSystemTest {

    private static TestSystem support;

    @BeforeAll
    static void start() {
        support = TestSystem.start("support");
    }

    @AfterAll
    static void stop() {
        support.close();
    }

    @Test
    void shouldPublishTicketsWithoutTheirCorrespondence() {
        UUID subject = UUID.randomUUID();
        String planted = "planted-" + UUID.randomUUID();

        UUID ticket = open(subject, planted);
        assertThat(write(ticket, planted).statusCode()).isEqualTo(204);
        assertThat(close(ticket).statusCode()).isEqualTo(204);

        assertThat(awaitClosed(ticket)).satisfies(closed -> {
            assertThat(closed.subjectId()).isEqualTo(subject);
            assertThat(closed.closedAt()).isAfterOrEqualTo(closed.openedAt());
        });
        assertThat(events(Topic.SUPPORT_TICKETS, TicketOpened.class, one -> one.ticketId()
                        .equals(ticket)))
                .hasSize(1);
        assertThat(TestSystem.kafka().values(Topic.SUPPORT_TICKETS.topicName()))
                .noneMatch(value -> value.contains(planted));
        assertThat(support.rowsWith("ticket_message", planted)).hasLineCount(2);
        assertThat(close(ticket).statusCode()).isEqualTo(409);
        assertThat(write(ticket, "too late").statusCode()).isEqualTo(409);
    }

    @Test
    void shouldStillCloseTheTicketAnErasureKeptOpen() {
        UUID subject = UUID.randomUUID();
        UUID kept = open(subject, "kept");
        UUID erased = open(subject, "erased-" + subject);

        var done = support.carryOut(erase("support", subject, retain(DataCategory.SUPPORT_CORRESPONDENCE, null, kept)));
        var held = support.carryOut(verify("support", subject));

        assertThat(done.outcomes())
                .filteredOn(outcome -> outcome.outcome() == Outcome.RETAINED)
                .singleElement()
                .satisfies(retained -> {
                    assertThat(retained.retainUntil()).isNull();
                    assertThat(held.outcomes()).singleElement().satisfies(outcome -> {
                        assertThat(outcome.outcome()).isEqualTo(Outcome.HELD);
                        assertThat(outcome.count()).isEqualTo(retained.count()).isEqualTo(1);
                        assertThat(outcome.digest()).isEqualTo(retained.digest());
                    });
                });
        assertThat(support.rowsWith("ticket_message", "erased-" + subject)).isEmpty();
        assertThat(close(erased).statusCode()).isEqualTo(404);
        assertErased(write(kept, "more"));
        assertErased(support.post("/tickets", ticket(subject, "another")));

        assertThat(close(kept).statusCode()).isEqualTo(204);
        assertThat(awaitClosed(kept).subjectId()).isEqualTo(subject);
    }

    @Test
    void shouldNotResurrectASubjectWhoseTicketsComeInDuringTheErasure() throws Exception {
        UUID subject = UUID.randomUUID();
        var erase = erase("support", subject);
        List<Callable<HttpResponse<String>>> writers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            boolean now = i == 60;
            writers.add(() -> {
                if (now) {
                    publish(erase);
                }
                return support.post("/tickets", ticket(subject, "race"));
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);

        List<Future<HttpResponse<String>>> answers = threads.invokeAll(writers);
        support.awaitFinal(erase);
        threads.shutdown();

        for (Future<HttpResponse<String>> answer : answers) {
            assertThat(answer.get().statusCode()).isIn(201, 409);
        }
        assertThat(support.carryOut(verify("support", subject)).outcomes())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.outcome()).isEqualTo(Outcome.NOT_FOUND));
        assertErased(support.post("/tickets", ticket(subject, "late")));
        await().atMost(TestSystem.PATIENCE)
                .untilAsserted(() -> assertThat(support.everythingWith(subject)).isEmpty());
    }

    private static UUID open(UUID subject, String message) {
        return support.create("/tickets", ticket(subject, message), "ticketId");
    }

    static String ticket(UUID subject, String message) {
        return "{\"subjectId\":\"%s\",\"subject\":\"Help\",\"message\":\"%s\"}".formatted(subject, message);
    }

    private static HttpResponse<String> write(UUID ticket, String message) {
        return support.post("/tickets/" + ticket + "/messages", "{\"message\":\"" + message + "\"}");
    }

    private static HttpResponse<String> close(UUID ticket) {
        return support.post("/tickets/" + ticket + "/close", "");
    }

    private static TicketClosed awaitClosed(UUID ticket) {
        await().atMost(TestSystem.PATIENCE)
                .untilAsserted(() -> assertThat(closed(ticket)).hasSize(1));
        return closed(ticket).get(0);
    }

    private static List<TicketClosed> closed(UUID ticket) {
        return events(
                Topic.SUPPORT_TICKETS, TicketClosed.class, one -> one.ticketId().equals(ticket));
    }

    private static void assertErased(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(json(response).path("type").asText()).endsWith("/subject-erased");
    }
}
