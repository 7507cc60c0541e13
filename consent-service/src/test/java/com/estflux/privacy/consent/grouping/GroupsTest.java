package com.estflux.privacy.consent.grouping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupsTest {

    private final Vertx vertx = Vertx.vertx();
    private final Queue<List<Integer>> begun = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> database = new CompletableFuture<>();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldDoTogetherWhatArrivesMeanwhileInItsOrder() {
        var groups = groups();
        List<CompletableFuture<Integer>> answers = new ArrayList<>(submit(groups, 0, 1));
        await().until(() -> begun.size() == 1);
        answers.addAll(submit(groups, 1, 20));

        database.complete(null);
        answers.forEach(CompletableFuture::join);
        assertThat(begun).containsExactly(List.of(0), upTo(1, 20));
    }

    private Groups<Integer, Integer> groups() {
        return new Groups<>(vertx, new Groups.Size(1, 128, 1_000, Duration.ZERO), items -> {
            begun.add(items);
            return Uni.createFrom().completionStage(database).replaceWith(items);
        });
    }

    private static List<CompletableFuture<Integer>> submit(Groups<Integer, Integer> groups, int from, int to) {
        return upTo(from, to).stream()
                .map(item -> groups.submit(item, item).subscribeAsCompletionStage())
                .toList();
    }

    private static List<Integer> upTo(int from, int to) {
        List<Integer> items = new ArrayList<>();
        for (int i = from; i < to; i++) {
            items.add(i);
        }
        return items;
    }
}
