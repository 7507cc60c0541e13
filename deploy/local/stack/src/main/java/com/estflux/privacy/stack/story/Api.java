package com.estflux.privacy.stack.story;

import com.estflux.privacy.stack.StackException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Calls an API as one of its users. */
final class Api {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(BOUND)
            .build();

    /** An object to fill. */
    static com.fasterxml.jackson.databind.node.ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Reads JSON. */
    static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new StackException("not JSON", e);
        }
    }

    JsonNode get(String url, @Nullable String token) {
        return send(request(url, token).GET());
    }

    JsonNode post(String url, String token, JsonNode body) {
        return send(request(url, token).POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    JsonNode put(String url, String token, JsonNode body) {
        return send(request(url, token).PUT(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /** A page of text, such as metrics. */
    String text(String url, @Nullable String token) {
        return exchange(request(url, token).GET());
    }

    /** Writes text in a format of its own. */
    void write(String url, String token, String contentType, String text) {
        exchange(request(url, token)
                .setHeader("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(text)));
    }

    private static HttpRequest.Builder request(String url, @Nullable String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).timeout(BOUND).header("Content-Type", "application/json");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest.Builder request) {
        String body = exchange(request);
        return body.isEmpty()
                ? MissingNode.getInstance()
                : parse(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private String exchange(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new StackException(request.method() + " " + request.uri() + " was answered "
                        + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new StackException(request.uri() + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
    }
}
