package com.estflux.privacy.stack.fault;

import com.estflux.privacy.stack.SharedStack;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Every operation the services publish, called as whoever it may be. */
final class Operations {

    private static final List<String> SERVICES = List.of("consent", "dsr", "retention", "metrics");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SharedStack faults;

    Operations(SharedStack faults) {
        this.faults = faults;
    }

    /**
     * An operation.
     *
     * @param service who offers it
     * @param method the HTTP method
     * @param path with its parameters in braces
     * @param secured whether the contract says that it needs a token
     * @param roles whom the contract lets in; empty if it is everybody with a token
     * @param mediaType of its body
     */
    record Operation(String service, String method, String path, boolean secured, Set<String> roles, String mediaType) {

        Operation {
            roles = Set.copyOf(roles);
        }

        @Override
        public String toString() {
            return service + " " + method + " " + path;
        }
    }

    /** What every service's OpenAPI lists. */
    List<Operation> all() {
        List<Operation> operations = new ArrayList<>();
        for (String service : SERVICES) {
            JsonNode contract = json(faults.url(service) + "/q/openapi?format=json", null);
            for (Map.Entry<String, JsonNode> path : contract.path("paths").properties()) {
                for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                    if (METHODS.contains(method.getKey())) {
                        operations.add(operation(service, path.getKey(), method));
                    }
                }
            }
        }
        return operations;
    }

    private static Operation operation(String service, String path, Map.Entry<String, JsonNode> method) {
        Set<String> roles = new TreeSet<>();
        JsonNode security = method.getValue().path("security");
        security.forEach(scheme ->
                scheme.properties().forEach(scopes -> scopes.getValue().forEach(role -> roles.add(role.asText()))));
        // A streamed body is not in the contract; it is of the kind that is answered with.
        JsonNode body = method.getValue().path("requestBody");
        JsonNode described =
                body.isMissingNode() ? method.getValue().path("responses").path("200") : body;
        var mediaTypes = described.path("content").fieldNames();
        return new Operation(
                service,
                method.getKey().toUpperCase(java.util.Locale.ROOT),
                path,
                !security.isEmpty(),
                roles,
                mediaTypes.hasNext() ? mediaTypes.next() : "application/json");
    }

    /** Calls an operation, each path parameter replaced. */
    HttpResponse<String> call(Operation operation, UnaryOperator<String> parameters, @Nullable String token) {
        return call(operation, parameters, token, "{}");
    }

    /** Calls an operation, each path parameter replaced, with this body if it takes any. */
    HttpResponse<String> call(
            Operation operation, UnaryOperator<String> parameters, @Nullable String token, String body) {
        StringBuilder path = new StringBuilder();
        for (String part : List.of(operation.path().split("/", -1))) {
            String value = part.startsWith("{") ? parameters.apply(part.substring(1, part.length() - 1)) : part;
            path.append(path.isEmpty() && part.isEmpty() ? "" : "/")
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
        var publisher = operation.method().equals("GET") || operation.method().equals("DELETE")
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(faults.url(operation.service()) + path))
                .header("Content-Type", operation.mediaType())
                .method(operation.method(), publisher);
        return send(token == null ? request : request.header("Authorization", "Bearer " + token));
    }

    /** Reads JSON from somewhere. */
    JsonNode json(String url, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        return parse(send(token == null ? request : request.header("Authorization", "Bearer " + token)));
    }

    static JsonNode parse(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
