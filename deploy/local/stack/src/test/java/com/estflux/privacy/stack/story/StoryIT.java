package com.estflux.privacy.stack.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.stack.LocalStack;
import com.estflux.privacy.stack.Progress;
import com.estflux.privacy.stack.SharedStack;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The story of the demo, on the packaged suite, with one day of samples. */
class StoryIT {

    /** The VPS instances of the recorded scrapes. */
    private static final List<UUID> SCRAPED = List.of(
            UUID.fromString("018f0000-0000-7000-8000-00000000a001"),
            UUID.fromString("018f0000-0000-7000-8000-00000000a002"));

    private static final LocalDate RECORDED_ON = LocalDate.of(2026, 11, 25);

    private final LocalStack stack = SharedStack.get().stack();

    @Test
    void shouldForgetOneCustomerEverywhereAndNobodyElse() {
        Story story = Story.brief(stack, new Progress(System.out));
        story.live();
        story.remember();

        JsonNode plan = story.askToBeForgotten();
        assertThat(treatments(plan))
                .containsEntry("account", "erase")
                .containsEntry("payment-method", "erase")
                .containsEntry("billing-record", "retain")
                .containsEntry("ip-assignment", "erase")
                .containsEntry("traffic-volume", "anonymise")
                .containsEntry("support-correspondence", "retain")
                .containsEntry("consent-record", "retain");

        story.beForgotten(plan);
        JsonNode certificate = story.close();
        assertThat(certificate.path("caseId").asText())
                .isEqualTo(story.erasure().requestId());
        assertThat(certificate.path("stores").findValuesAsText("storeId"))
                .containsExactlyInAnyOrder("account", "billing", "support", "consent", "metrics", "retention", "dsr");
        assertThat(story.erasure().tasks())
                .allSatisfy(task -> assertThat(task.path("status").asText()).isEqualToIgnoringCase("completed"));

        story.lookForTraces(plan);
        story.compareOthers();
    }

    /** The requests are of Prometheus 2.42: three scrapes of two VPS instances, of which two samples each follow. */
    @Test
    void shouldMeterWhatPrometheusSends() throws Exception {
        for (int scrape = 1; scrape <= 3; scrape++) {
            assertThat(remoteWrite("prometheus-2.42-scrape-" + scrape + ".snappy"))
                    .isEqualTo(204);
        }
        Person like = Person.invent(SCRAPED.size());
        Person owner = new Person(
                like.id(),
                like.username(),
                like.password(),
                like.name(),
                like.email(),
                like.address(),
                like.paymentReference(),
                like.openTicket(),
                like.closedTicket(),
                SCRAPED,
                like.addresses());
        Business business = new Business(stack);
        business.open(owner);

        String usage = stack.options().ports().url("metrics") + "/v1/subjects/" + owner.id() + "/usage?window=day&from="
                + RECORDED_ON + "&to=" + RECORDED_ON.plusDays(1);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        business.api().get(usage, business.token(owner)).findValuesAsText("samples"))
                .contains("4", "2"));
    }

    private int remoteWrite(String recorded) throws Exception {
        Path body = Path.of(System.getProperty("estflux.root"))
                .resolve("metrics-ingest-service/src/test/resources/remote-write")
                .resolve(recorded);
        var request = HttpRequest.newBuilder(URI.create(stack.options().ports().url("metrics") + "/api/v1/write"))
                .header(
                        "Authorization",
                        "Bearer "
                                + stack.keycloak()
                                        .clientToken("usage-collector")
                                        .value())
                .header("Content-Type", "application/x-protobuf")
                .header("Content-Encoding", "snappy")
                .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                .POST(HttpRequest.BodyPublishers.ofFile(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static Map<String, String> treatments(JsonNode plan) {
        Map<String, String> treatments = new HashMap<>();
        plan.path("items")
                .forEach(item -> treatments.put(
                        item.path("category").asText(), item.path("treatment").asText()));
        return treatments;
    }
}
