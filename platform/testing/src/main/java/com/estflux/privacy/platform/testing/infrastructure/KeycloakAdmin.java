package com.estflux.privacy.platform.testing.infrastructure;

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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What tests and the local stack ask of a Keycloak that has the realm {@link Realm}: users and tokens. */
public final class KeycloakAdmin {

    /** Name of the administrator. */
    public static final String USER = "admin";

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(BOUND)
            .build();
    private final String url;
    private final String password;
    private @Nullable String administrator;
    private Instant administratorUntil = Instant.MIN;

    /**
     * Access to a running server.
     *
     * @param url where it answers, without a slash at the end
     * @param password the administrator's
     */
    public KeycloakAdmin(String url, String password) {
        this.url = url;
        this.password = password;
    }

    /** An access token of a user, and how long it lasts. */
    public record AccessToken(String value, Duration life) {}

    /** Makes the realm, unless it is there. */
    void importRealm() {
        HttpRequest.Builder exists = HttpRequest.newBuilder(URI.create(url + "/realms/" + Realm.NAME));
        if (send(exists).statusCode() != 200) {
            expect(send(administrative("/admin/realms", Realm.json())), 201);
        }
    }

    /**
     * Makes a user, unless one with that name is there.
     *
     * @param id becomes the {@code sub} of their tokens
     * @param username what they log in with, lower case
     * @param email their address, taken as verified
     * @param userPassword what they log in with
     * @param roles the realm roles they get, and no others
     */
    public void createUser(UUID id, String username, String email, String userPassword, List<String> roles) {
        var user = JSON.createObjectNode()
                .put("id", id.toString())
                .put("username", username)
                .put("email", email)
                .put("emailVerified", true)
                .put("enabled", true)
                .put("firstName", username)
                .put("lastName", username);
        user.putArray("credentials").addObject().put("type", "password").put("value", userPassword);
        roles.forEach(user.putArray("realmRoles")::add);
        var users = JSON.createObjectNode().put("ifResourceExists", "SKIP");
        users.putArray("users").add(user);
        // The users resource would choose an id of its own; a partial import keeps the one given.
        expect(send(administrative("/admin/realms/" + Realm.NAME + "/partialImport", users.toString())), 200);
    }

    /** Sets how long access tokens last, seconds; tells what it was. */
    public int accessTokenLifespan(int seconds) {
        String realm = "/admin/realms/" + Realm.NAME;
        int before = parse(expect(send(administrative(realm, "").GET()), 200))
                .path("accessTokenLifespan")
                .asInt();
        var lifespan = HttpRequest.BodyPublishers.ofString("{\"accessTokenLifespan\":" + seconds + "}");
        expect(send(administrative(realm, "").PUT(lifespan)), 204);
        return before;
    }

    /** Logs a user in, with their password. */
    public AccessToken passwordToken(String username, String userPassword) {
        return token(
                Realm.NAME,
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        Realm.TEST_LOGIN,
                        "username",
                        username,
                        "password",
                        userPassword));
    }

    /** The token of a machine client of the realm. */
    public AccessToken clientToken(String client) {
        return token(
                Realm.NAME,
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        client,
                        "client_secret",
                        Realm.clientSecret(client)));
    }

    private AccessToken token(String realm, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(URI.create(url + "/realms/" + realm + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        JsonNode answer = parse(expect(send(request), 200));
        return new AccessToken(
                answer.path("access_token").asText(),
                Duration.ofSeconds(answer.path("expires_in").asLong()));
    }

    private HttpRequest.Builder administrative(String path, String body) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + administratorToken())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** The administrator logs in once a while: their password's hash costs the server a quarter of a second. */
    private synchronized String administratorToken() {
        if (administrator == null || Instant.now().isAfter(administratorUntil)) {
            Instant asked = Instant.now();
            AccessToken token = token(
                    "master",
                    Map.of("grant_type", "password", "client_id", "admin-cli", "username", USER, "password", password));
            administrator = token.value();
            administratorUntil = asked.plus(token.life().dividedBy(2));
        }
        return administrator;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(BOUND).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new InfrastructureException("Keycloak does not answer at " + url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("interrupted while asking Keycloak", e);
        }
    }

    private static String expect(HttpResponse<String> response, int status) {
        if (response.statusCode() != status) {
            throw new InfrastructureException(
                    "Keycloak answered " + response.statusCode() + " to " + response.uri() + ": " + response.body());
        }
        return response.body();
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
