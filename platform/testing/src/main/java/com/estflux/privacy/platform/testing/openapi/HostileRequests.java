package com.estflux.privacy.platform.testing.openapi;

import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Sends control characters, extremes and identifiers that are not canonical to every parameter and every field of every
 * operation that a service publishes, one of them at a time. A client's input never causes a server error.
 */
public final class HostileRequests {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RawHttp http;
    private final Map<String, String> usual = new HashMap<>();
    private final Map<String, String> bodies = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<String, Integer> answers = new TreeMap<>();
    private final List<String> findings = new ArrayList<>();

    /** Requests to a service at this address. */
    public HostileRequests(URI service) {
        http = new RawHttp(service);
        Identities.Customer customer = Identities.newCustomer();
        tokens.put("customer", customer.token());
        usual.put("subjectId", customer.subjectId().toString());
    }

    /** Gives a parameter a value with which a request gets further than its validation. */
    public HostileRequests parameter(String name, String value) {
        usual.put(name, value);
        return this;
    }

    /** Gives an operation a body that is right, JSON, whose fields are replaced one at a time. */
    public HostileRequests body(String path, String json) {
        bodies.put(path, json);
        return this;
    }

    /** Sends all of them; tells which were answered with a server error, or not at all. */
    public List<String> findings() {
        JsonNode contract = read(http.get("/q/openapi?format=json"));
        for (Map.Entry<String, JsonNode> path : contract.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    JsonNode shared = path.getValue().path("parameters");
                    DescribedOperation.of(contract, method.getKey(), path.getKey(), shared, method.getValue())
                            .forEach(this::send);
                }
            }
        }
        return List.copyOf(findings);
    }

    /** How often each status was answered, by method, path and status. */
    public Map<String, Integer> answers() {
        return Map.copyOf(answers);
    }

    private void send(DescribedOperation operation) {
        JsonNode body = operation.body(bodies.get(operation.path()), usual);
        for (String role : operation.roles()) {
            String token = role.isEmpty() ? "" : tokens.computeIfAbsent(role, Identities::token);
            send(operation, token, values(operation), body, "as it is");
            for (DescribedOperation.Parameter parameter : operation.parameters()) {
                for (String hostile : HostileValues.texts()) {
                    Map<String, String> values = values(operation);
                    values.put(parameter.name(), hostile);
                    send(operation, token, values, body, parameter.name() + "=" + HostileValues.printable(hostile));
                }
            }
            for (HostileValues.Variant variant : HostileValues.variants(body)) {
                send(operation, token, values(operation), variant.body(), variant.change());
            }
        }
    }

    private Map<String, String> values(DescribedOperation operation) {
        Map<String, String> values = new HashMap<>();
        for (DescribedOperation.Parameter parameter : operation.parameters()) {
            String other = parameter.name().toLowerCase(java.util.Locale.ROOT).endsWith("id")
                    ? UUID.randomUUID().toString()
                    : parameter.example();
            values.put(parameter.name(), usual.getOrDefault(parameter.name(), other));
        }
        return values;
    }

    private void send(
            DescribedOperation operation, String token, Map<String, String> values, JsonNode body, String change) {
        int status = http.send(operation.request(token, values, body));
        answers.merge(operation + " " + status, 1, Integer::sum);
        if (status < 200 || status >= 500) {
            findings.add(status + " " + operation + " " + change);
        }
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
