package com.estflux.privacy.metrics.benchmark;

import com.estflux.privacy.metrics.fixture.Trace;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Writes of 5,000 lines over four connections, each after the answer to the one before. */
final class LineProtocolLoad {

    private static final int LINES = 5_000;
    private static final int CONNECTIONS = 4;

    private final List<byte[]> bodies = new ArrayList<>();

    LineProtocolLoad(Workload workload, long from, long rows) {
        for (long at = from; at < from + rows; at += LINES) {
            StringBuilder body = new StringBuilder();
            for (long n = at; n < at + LINES; n++) {
                var sample = workload.sample(n);
                body.append(Trace.line(
                                sample.vpsId(),
                                sample,
                                Long.toString(sample.sampledAt().getEpochSecond())))
                        .append('\n');
            }
            bodies.add(body.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Sends everything to this address; lines a second. */
    double run(URI address, Supplier<String> authorization) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        long begun = System.nanoTime();
        List<Future<?>> running = new ArrayList<>();
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            int first = connection;
            running.add(threads.submit(() -> {
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                for (int i = first; i < bodies.size(); i += CONNECTIONS) {
                    send(http, address, authorization.get(), bodies.get(i));
                }
                return null;
            }));
        }
        for (Future<?> one : running) {
            one.get();
        }
        threads.shutdown();
        return bodies.size() * (double) LINES / ((System.nanoTime() - begun) / 1e9);
    }

    private static void send(HttpClient http, URI address, String authorization, byte[] body) throws Exception {
        var request = HttpRequest.newBuilder(address)
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 204) {
            throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
        }
    }
}
