package com.estflux.privacy.stack.story;

import com.estflux.privacy.platform.testing.infrastructure.MailServer;
import com.estflux.privacy.stack.LocalStack;
import com.estflux.privacy.stack.StackException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/** One customer's request to be erased, from asking to the certificate. */
public final class Erasure {

    private static final Duration PLANNING = Duration.ofMinutes(1);
    private static final Duration EXECUTION = Duration.ofMinutes(2);

    private final LocalStack stack;
    private final Business business;
    private final Person person;
    private final String requests;
    private String requestId = "";

    Erasure(LocalStack stack, Business business, Person person) {
        this.stack = stack;
        this.business = business;
        this.person = person;
        this.requests = stack.options().ports().url("dsr") + "/v1/requests";
    }

    /** The customer asks, logged in as themselves; returns the id of the request. */
    public String ask() {
        JsonNode opened = business.api()
                .post(requests, business.token(person), Api.object().put("right", "erasure"));
        requestId = opened.path("requestId").asText();
        return requestId;
    }

    /** The plan, once it waits for approval; as the officer sees it. */
    public JsonNode awaitPlan() {
        awaitStatus("awaiting-approval", PLANNING);
        return business.api().get(requests + "/" + requestId + "/plan", business.staffToken("officer"));
    }

    /** The officer approves the plan they saw. */
    public void approve(JsonNode plan) {
        business.api()
                .post(
                        requests + "/" + requestId + "/approval",
                        business.staffToken("officer"),
                        Api.object()
                                .put("revision", plan.path("revision").asInt())
                                .put("digest", plan.path("digest").asText()));
    }

    /** Waits until a store has carried out its erasure. */
    public void awaitStore(String storeId) {
        Await.until("the erasure in " + storeId, EXECUTION, () -> {
            for (JsonNode task : tasks()) {
                if (task.path("storeId").asText().equals(storeId)
                        && task.path("command").asText().equals("erase")) {
                    return !task.path("finishedAt").isMissingNode()
                            && !task.path("finishedAt").isNull();
                }
            }
            return false;
        });
    }

    /** How far each store is. */
    public JsonNode tasks() {
        return business.api().get(requests + "/" + requestId + "/stores", business.staffToken("officer"));
    }

    /** Waits until the case is closed. */
    public void awaitCompletion() {
        awaitStatus("completed", EXECUTION);
    }

    /** What the certificate states, its signature verified against the published keys. */
    public JsonNode certificate() {
        JsonNode answer =
                business.api().get(requests + "/" + requestId + "/certificate", business.staffToken("officer"));
        JsonNode keys = business.api().get(stack.options().ports().url("dsr") + "/.well-known/jwks.json", null);
        JsonNode certificate = CertificateCheck.verified(answer.path("jws").asText(), keys);
        if (!certificate.path("sub").asText().equals(person.id().toString())) {
            throw new StackException("the certificate is about somebody else");
        }
        return certificate;
    }

    /** Waits for the letter that says what was done. */
    public List<MailServer.Message> awaitLetters() {
        Await.until("the last letter to the customer", PLANNING, () -> stack.mail().messagesTo(person.email()).stream()
                .anyMatch(letter -> letter.text().contains("aki.ee")));
        return stack.mail().messagesTo(person.email());
    }

    /** The request's id; empty until it is made. */
    public String requestId() {
        return requestId;
    }

    private void awaitStatus(String status, Duration bound) {
        Await.until(
                bound,
                () -> status().equals(status),
                () -> "the case stays " + status() + ", not " + status + ": " + tasks());
    }

    private String status() {
        return business.api()
                .get(requests + "/" + requestId, business.staffToken("officer"))
                .path("status")
                .asText();
    }
}
