package com.estflux.privacy.platform.testing.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which operations of a service each machine client may call, as the service publishes it. */
public final class MachineCalls {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
    private static final Set<String> MACHINES =
            Set.of("billing-system", "support-system", "account-system", "usage-collector", "store");

    private MachineCalls() {}

    /** The operations of a service by role: {@code GET /v1/things/{id}}. Roles that may call none are left out. */
    public static Map<String, Set<String>> of(URI service) {
        Map<String, Set<String>> calls = new TreeMap<>();
        for (Map.Entry<String, JsonNode> path : contract(service).path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    String operation = method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                    for (JsonNode scheme : method.getValue().path("security")) {
                        scheme.properties().forEach(scopes -> scopes.getValue()
                                .forEach(role -> add(calls, role.asText(), operation)));
                    }
                }
            }
        }
        return calls;
    }

    private static void add(Map<String, Set<String>> calls, String role, String operation) {
        if (MACHINES.contains(role)) {
            calls.computeIfAbsent(role, none -> new TreeSet<>()).add(operation);
        }
    }

    private static JsonNode contract(URI service) {
        try {
            return new ObjectMapper().readTree(new RawHttp(service).get("/q/openapi?format=json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
