package com.estflux.privacy.consent.benchmark;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Connections that each send the next request when the last was answered. */
final class Load implements AutoCloseable {

    private static final int MOST_SAMPLES = 2_000_000;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final int port;

    Load(int port) {
        this.port = port;
    }

    /** A request to send. */
    record Request(
            HttpMethod method,
            String path,
            String token,
            @Nullable Buffer body) {}

    Measured run(int connections, Duration duration, Supplier<Request> requests) {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(connections).setPipelining(false));
        long[] nanos = new long[MOST_SAMPLES];
        AtomicInteger answered = new AtomicInteger();
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        CompletableFuture<?>[] loops = new CompletableFuture<?>[connections];
        for (int i = 0; i < connections; i++) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            loops[i] = done;
            vertx.runOnContext(ignored -> next(client, requests, end, nanos, answered, done));
        }
        CompletableFuture.allOf(loops).join();
        double seconds = (System.nanoTime() - start) / 1e9;
        client.close();
        long[] sorted = Arrays.copyOf(nanos, answered.get());
        Arrays.sort(sorted);
        return new Measured(
                sorted.length / seconds, sorted[sorted.length / 2] / 1e6, sorted[(int) (sorted.length * 0.99)] / 1e6);
    }

    private void next(
            HttpClient client,
            Supplier<Request> requests,
            long end,
            long[] nanos,
            AtomicInteger answered,
            CompletableFuture<Void> done) {
        long begun = System.nanoTime();
        if (begun >= end) {
            done.complete(null);
            return;
        }
        Request next = requests.get();
        client.request(new RequestOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setMethod(next.method())
                        .setURI(next.path())
                        .putHeader("Authorization", "Bearer " + next.token())
                        .putHeader("Content-Type", "application/json"))
                .compose(request -> next.body() == null ? request.send() : request.send(next.body()))
                .compose(response -> response.body().map(body -> {
                    if (response.statusCode() != 200) {
                        throw new IllegalStateException(
                                "answered " + response.statusCode() + ": " + response.headers() + body);
                    }
                    return body;
                }))
                .onComplete(result -> {
                    if (result.failed()) {
                        done.completeExceptionally(result.cause());
                        return;
                    }
                    int sample = answered.getAndIncrement();
                    nanos[sample] = System.nanoTime() - begun;
                    next(client, requests, end, nanos, answered, done);
                });
    }

    @Override
    public void close() {
        vertx.close();
    }
}
