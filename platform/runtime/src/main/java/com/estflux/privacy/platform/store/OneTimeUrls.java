package com.estflux.privacy.platform.store;

import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The URLs commands bring along: where an export goes, where corrections come from. The URL itself is the secret, usable
 * once a command; only known hosts are called, so that no command can send a person's data elsewhere.
 */
@Startup
@ApplicationScoped
public class OneTimeUrls {

    /** What is held of a large customer is a long stream, and it is answered when it has arrived. */
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private static final int SERVER_ERRORS = 500;
    private static final String COMMAND_ID = "Command-Id";

    private final HttpClient client;
    private final DeliveryOrigins origins;

    OneTimeUrls(
            Vertx vertx,
            @ConfigProperty(name = "estflux.delivery-origins", defaultValue = "http://localhost:8082")
                    Set<String> origins) {
        this.client = vertx.createHttpClient();
        this.origins = new DeliveryOrigins(origins);
    }

    /** Sends JSON lines to a URL as they come. Fails with {@link IOException} where repeating may help. */
    public Uni<Void> put(String url, UUID commandId, Multi<byte[]> lines) {
        return request(HttpMethod.PUT, url)
                .chain(options -> client.request(options))
                .chain(request -> {
                    request.putHeader("Content-Type", "application/x-ndjson");
                    request.putHeader(COMMAND_ID, commandId.toString());
                    request.setChunked(true);
                    return request.send(lines.map(part -> Buffer.buffer(part).appendString("\n")));
                })
                .chain(OneTimeUrls::succeeded)
                .replaceWithVoid();
    }

    /** Fetches what is behind a URL. Fails with {@link IOException} where repeating may help. */
    public Uni<byte[]> get(String url, UUID commandId) {
        return request(HttpMethod.GET, url)
                .chain(options -> client.request(options))
                .chain(request ->
                        request.putHeader(COMMAND_ID, commandId.toString()).send())
                .chain(OneTimeUrls::succeeded)
                .chain(HttpClientResponse::body)
                .map(Buffer::getBytes);
    }

    private Uni<RequestOptions> request(HttpMethod method, String url) {
        URI target = URI.create(url);
        return origins.allow(target)
                ? Uni.createFrom()
                        .item(new RequestOptions()
                                .setMethod(method)
                                .setAbsoluteURI(url)
                                .setTimeout(TIMEOUT.toMillis()))
                : Uni.createFrom().failure(new IllegalArgumentException("not an origin of estflux.delivery-origins"));
    }

    private static Uni<HttpClientResponse> succeeded(HttpClientResponse response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return Uni.createFrom().item(response);
        }
        return Uni.createFrom()
                .failure(
                        status >= SERVER_ERRORS
                                ? new IOException("answered " + status)
                                : new IllegalStateException("answered " + status));
    }
}
