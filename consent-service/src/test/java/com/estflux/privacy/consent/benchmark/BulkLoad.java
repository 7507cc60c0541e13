package com.estflux.privacy.consent.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Bulk queries of 100,000 subjects, one after the other. */
final class BulkLoad {

    private static final int QUESTIONS = 100_000;
    private static final int CALLS = 12;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;

    BulkLoad(int port, String token, Supplier<UUID> subjects) {
        String body =
                Stream.generate(subjects).limit(QUESTIONS).map(UUID::toString).collect(Collectors.joining("\n"));
        request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/decisions/query?purpose=marketing-email"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    String report() {
        call();
        List<Double> rates = new ArrayList<>();
        ProcessorTime before = ProcessorTime.now();
        for (int i = 0; i < CALLS; i++) {
            long start = System.nanoTime();
            call();
            rates.add(QUESTIONS / ((System.nanoTime() - start) / 1e9));
        }
        ProcessorTime spent = ProcessorTime.now().since(before);
        double answered = (double) CALLS * QUESTIONS;
        rates.sort(null);
        return String.format(
                Locale.ROOT,
                "bulk decisions, one call at a time: median %.0f a second; %.0f for a second of one processor's time in"
                        + " service and load (promised 100,000), %.0f with database and broker;"
                        + " live heap after %d calls of %d: %d MB%n",
                rates.get(CALLS / 2),
                answered / spent.service(),
                answered / spent.all(),
                CALLS,
                QUESTIONS,
                liveHeap() >> 20);
    }

    private void call() {
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IllegalStateException("answered " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
