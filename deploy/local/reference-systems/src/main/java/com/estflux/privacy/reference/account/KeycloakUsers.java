package com.estflux.privacy.reference.account;

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
import java.util.UUID;

/** The customers' logins: name, email and credentials are kept there too. */
final class KeycloakUsers {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(8);

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final KeycloakSettings settings;

    KeycloakUsers(KeycloakSettings settings) {
        this.settings = settings;
    }

    /**
     * Deletes a login; one that does not exist counts as deleted.
     *
     * @throws UncheckedIOException if Keycloak did not do it
     */
    void delete(UUID subjectId) {
        try {
            String token = token();
            HttpRequest delete = HttpRequest.newBuilder(at("/admin/realms/" + settings.realm() + "/users/" + subjectId))
                    .timeout(ANSWER)
                    .header("Authorization", "Bearer " + token)
                    .DELETE()
                    .build();
            int status = send(delete).statusCode();
            if (status != 204 && status != 404) {
                throw new IOException("Keycloak answered a deletion with status " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String token() throws IOException {
        String form = "grant_type=client_credentials&client_id=" + encoded(settings.clientId()) + "&client_secret="
                + encoded(settings.clientSecret());
        HttpRequest request = HttpRequest.newBuilder(
                        at("/realms/" + settings.realm() + "/protocol/openid-connect/token"))
                .timeout(ANSWER)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        HttpResponse<String> response = send(request);
        if (response.statusCode() != 200) {
            throw new IOException("Keycloak gave no token, status " + response.statusCode());
        }
        String token = mapper.readTree(response.body()).path("access_token").asText();
        if (token.isEmpty()) {
            throw new IOException("Keycloak's answer holds no token");
        }
        return token;
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for Keycloak", e);
        }
    }

    private URI at(String path) {
        return URI.create(settings.url().toString().replaceAll("/+$", "") + path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
