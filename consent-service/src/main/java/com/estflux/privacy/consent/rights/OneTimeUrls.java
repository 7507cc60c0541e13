package com.estflux.privacy.consent.rights;

import com.estflux.privacy.consent.ConsentConfig;
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
import java.util.UUID;

/**
 * The URLs commands bring along: where an export goes, where corrections come from. The URL itself is the secret, usable
 * once a command; only known hosts are called, so that no command can send a person's data elsewhere.
 */
@ApplicationScoped
class OneTimeUrls {

    private static final long TIMEOUT_MILLIS = 60_000;
    private static final int SERVER_ERRORS = 500;
    private static final String COMMAND_ID = "Command-Id";

    private final HttpClient client;
    private final ConsentConfig config;

    OneTimeUrls(Vertx vertx, ConsentConfig config) {
        this.client = vertx.createHttpClient();
        this.config = config;
    }

    /** Sends JSON lines to a URL as they come. Fails with {@link IOException} where repeating may help. */
    Uni<Void> put(String url, UUID commandId, Multi<byte[]> lines) {
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
    Uni<byte[]> get(String url, UUID commandId) {
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
        String origin = target.getScheme() + "://" + target.getRawAuthority();
        return config.deliveryOrigins().contains(origin)
                ? Uni.createFrom()
                        .item(new RequestOptions()
                                .setMethod(method)
                                .setAbsoluteURI(url)
                                .setTimeout(TIMEOUT_MILLIS))
                : Uni.createFrom()
                        .failure(new IllegalArgumentException("not an origin of estflux.consent.delivery-origins"));
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
