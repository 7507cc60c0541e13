package com.estflux.privacy.platform.testing.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An operation, as an OpenAPI document describes it. */
final class DescribedOperation {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode contract;
    private final String method;
    private final String path;
    private final JsonNode description;
    private final List<Parameter> parameters = new ArrayList<>();

    private final String mediaType;

    private DescribedOperation(
            JsonNode contract, String method, String path, JsonNode shared, JsonNode description, String mediaType) {
        this.contract = contract;
        this.mediaType = mediaType;
        this.method = method.toUpperCase(Locale.ROOT);
        this.path = path;
        this.description = description;
        shared.forEach(this::add);
        description.path("parameters").forEach(this::add);
    }

    /** An operation once for each media type that it takes, once if it takes none. */
    static List<DescribedOperation> of(
            JsonNode contract, String method, String path, JsonNode shared, JsonNode description) {
        List<String> mediaTypes = new ArrayList<>();
        description.path("requestBody").path("content").fieldNames().forEachRemaining(mediaTypes::add);
        if (mediaTypes.isEmpty()) {
            mediaTypes.add("application/json");
        }
        return mediaTypes.stream()
                .map(mediaType -> new DescribedOperation(contract, method, path, shared, description, mediaType))
                .toList();
    }

    /**
     * A parameter.
     *
     * @param in path, query or header
     * @param example a value of its schema
     */
    record Parameter(String name, String in, String example) {}

    private void add(JsonNode parameter) {
        JsonNode example = parameter.has("example")
                ? parameter.path("example")
                : new SchemaExample(contract, Map.of()).of(parameter.path("schema"));
        parameters.add(new Parameter(
                parameter.path("name").asText(), parameter.path("in").asText(), example.asText("text")));
    }

    String path() {
        return path;
    }

    List<Parameter> parameters() {
        return List.copyOf(parameters);
    }

    /** The customer, if it lets customers in, and one of the others; nobody if it needs no token. */
    Set<String> roles() {
        Set<String> roles = new LinkedHashSet<>();
        for (JsonNode scheme : description.path("security")) {
            scheme.properties().forEach(scopes -> scopes.getValue().forEach(role -> roles.add(role.asText())));
        }
        if (roles.isEmpty()) {
            return Set.of(description.path("security").isEmpty() ? "" : "auditor");
        }
        Set<String> chosen = new LinkedHashSet<>();
        roles.stream().filter(role -> role.equals("customer")).forEach(chosen::add);
        roles.stream().filter(role -> !role.equals("customer")).findFirst().ifPresent(chosen::add);
        return chosen;
    }

    /** A body: the one given, the example, or one of its schema; missing if it takes none. */
    JsonNode body(@Nullable String given, Map<String, String> usual) {
        if (method.equals("GET") || method.equals("DELETE")) {
            return MissingNode.getInstance();
        }
        JsonNode content = description.path("requestBody").path("content").path(mediaType);
        if (given != null) {
            return read(JSON.getNodeFactory().textNode(given));
        }
        if (!content.path("examples").isEmpty()) {
            return read(content.path("examples").elements().next().path("value"));
        }
        return content.has("schema")
                ? new SchemaExample(contract, usual).of(content.path("schema"))
                : MissingNode.getInstance();
    }

    /** Text that is JSON as such. */
    private static JsonNode read(JsonNode value) {
        try {
            return value.isTextual() ? JSON.readTree(value.asText()) : value;
        } catch (JsonProcessingException notJson) {
            return value;
        }
    }

    private static byte[] bytes(JsonNode body) {
        String text = body.isMissingNode() ? "" : body.isTextual() ? body.asText() : body.toString();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The bytes of a request. */
    byte[] request(String token, Map<String, String> values, JsonNode body) {
        StringBuilder target = new StringBuilder(path);
        StringBuilder query = new StringBuilder();
        StringBuilder headers = new StringBuilder("Host: localhost\r\nConnection: close\r\n");
        for (Parameter parameter : parameters) {
            String value = values.getOrDefault(parameter.name(), "");
            switch (parameter.in()) {
                case "path" -> {
                    String name = "{" + parameter.name() + "}";
                    int at = target.indexOf(name);
                    target.replace(at, at + name.length(), RawHttp.encode(value));
                }
                case "query" ->
                    query.append(query.isEmpty() ? '?' : '&')
                            .append(parameter.name())
                            .append('=')
                            .append(RawHttp.encode(value));
                default ->
                    headers.append(parameter.name())
                            .append(": ")
                            .append(value.replace("\r", "").replace("\n", ""))
                            .append("\r\n");
            }
        }
        byte[] content = bytes(body);
        if (!token.isEmpty()) {
            headers.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        if (!method.equals("GET") && !method.equals("DELETE")) {
            headers.append("Content-Type: ").append(mediaType).append("\r\n");
            headers.append("Content-Length: ").append(content.length).append("\r\n");
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(
                (method + " " + target + query + " HTTP/1.1\r\n" + headers + "\r\n").getBytes(StandardCharsets.UTF_8));
        if (!method.equals("GET") && !method.equals("DELETE")) {
            request.writeBytes(content);
        }
        return request.toByteArray();
    }

    @Override
    public String toString() {
        return method + " " + path + " " + mediaType;
    }
}
