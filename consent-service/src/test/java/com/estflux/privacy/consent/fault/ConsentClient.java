package com.estflux.privacy.consent.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Calls replicas that may be dying: whatever is not a 200 that arrived whole was not acknowledged. */
final class ConsentClient {

    private static final String PURPOSE = "marketing-email";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A consent that was acknowledged. */
    record Acknowledged(UUID subjectId, UUID recordId, long revision, String state, String hash) {}

    /** Records a decision of a person; empty if it was not acknowledged. */
    Optional<Acknowledged> record(Replica replica, Person person, String decision) {
        String body = "{\"decision\":\"" + decision
                + "\",\"noticeVersion\":1,\"language\":\"en\",\"channel\":\"control-panel\"}";
        return send(request(replica, "/v1/subjects/" + person.id() + "/consents/" + PURPOSE, person.token())
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(body)))
                .map(answer -> new Acknowledged(
                        person.id(),
                        UUID.fromString(answer.path("recordId").asText()),
                        answer.path("revision").asLong(),
                        answer.path("state").asText(),
                        answer.path("hash").asText()));
    }

    /** What a replica decides; empty if it does not answer. */
    Optional<Boolean> allows(Replica replica, UUID subjectId, String token) {
        return send(request(replica, "/v1/decisions?purpose=" + PURPOSE + "&subjectId=" + subjectId, token))
                .map(answer -> answer.path("allowed").asBoolean());
    }

    /** Anything a replica answers with success. */
    Optional<JsonNode> get(Replica replica, String path, String token) {
        return send(request(replica, path, token));
    }

    /** Posts JSON; empty if it was not acknowledged. */
    Optional<JsonNode> post(Replica replica, String path, String token, String json) {
        return send(request(replica, path, token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Puts JSON; empty if it was not acknowledged. */
    Optional<JsonNode> put(Replica replica, String path, String token, String json) {
        return send(request(replica, path, token)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    private static HttpRequest.Builder request(Replica replica, String path, String token) {
        return HttpRequest.newBuilder(replica.uri(path)).timeout(PATIENCE).header("Authorization", "Bearer " + token);
    }

    private Optional<JsonNode> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() / 100 == 2 ? Optional.of(JSON.readTree(response.body())) : Optional.empty();
        } catch (IOException notAcknowledged) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
