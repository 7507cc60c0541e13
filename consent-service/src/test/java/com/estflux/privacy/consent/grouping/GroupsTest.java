package com.estflux.privacy.consent.grouping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import io.netty.channel.EventLoop;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupsTest {

    /** Longer than any test runs. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private final Vertx vertx = Vertx.vertx();
    private final Queue<List<Integer>> begun = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> database = new CompletableFuture<>();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldDoTogetherWhatArrivesMeanwhileInItsOrder() {
        var groups = groups(Duration.ZERO);
        List<CompletableFuture<Integer>> answers = new ArrayList<>(submit(groups, 0, 1));
        await().until(() -> begun.size() == 1);
        answers.addAll(submit(groups, 1, 20));

        database.complete(null);
        answers.forEach(CompletableFuture::join);
        assertThat(begun).containsExactly(List.of(0), upTo(1, 20));
    }

    /** Done again, it could undo what somebody did since. */
    @Test
    void shouldNotDoAgainWhatMayHaveBeenDone() {
        var groups = new Groups<Integer, Integer>(vertx, new Groups.Size(1, 128, 1_000, Duration.ZERO, 50), items -> {
            begun.add(List.copyOf(items));
            return Uni.createFrom().completionStage(database).chain(() -> Uni.createFrom()
                    .failure(new ProblemException(new ProblemType("outcome-unknown", 503, "Unknown"), null)));
        });
        List<CompletableFuture<Integer>> answers = new ArrayList<>(submit(groups, 0, 1));
        await().until(() -> begun.size() == 1);
        answers.addAll(submit(groups, 1, 4));

        database.complete(null);

        assertThat(answers).allSatisfy(answer -> assertThat(answer)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(ProblemException.class));
        assertThat(begun).containsExactly(List.of(0), List.of(1, 2, 3));
    }

    /** The database has something to do while answers are written. */
    @Test
    void shouldBeginTheNextGroupBeforeItAnswersTheLast() {
        var groups = groups(Duration.ZERO);
        CompletableFuture<Integer> begunWhenAnswered =
                groups.submit(0).map(answer -> begun.size()).subscribeAsCompletionStage();
        await().until(() -> begun.size() == 1);
        submit(groups, 1, 3);

        database.complete(null);
        assertThat(begunWhenAnswered.join()).isEqualTo(2);
    }

    @Test
    void shouldWaitForHalfAsManyAsItHasJustDone() {
        var groups = groups(LONG);
        busy(groups);

        List<CompletableFuture<Integer>> answers = new ArrayList<>(submit(groups, 20, 28));
        assertThat(begun).hasSize(2);
        answers.addAll(submit(groups, 28, 29));
        answers.forEach(CompletableFuture::join);
        assertThat(begun).hasSize(3).last().isEqualTo(upTo(20, 29));
    }

    @Test
    void shouldWaitForMoreWhenSomeWaitAlready() {
        Queue<CompletableFuture<Void>> underWay = new ConcurrentLinkedQueue<>();
        var groups = new Groups<Integer, Integer>(vertx, new Groups.Size(1, 128, 1_000, LONG, 50), items -> {
            begun.add(List.copyOf(items));
            CompletableFuture<Void> done = new CompletableFuture<>();
            underWay.add(done);
            return Uni.createFrom().completionStage(done).replaceWith(items);
        });
        submit(groups, 0, 1);
        await().until(() -> underWay.size() == 1);
        List<CompletableFuture<Integer>> answers = submit(groups, 1, 20);
        underWay.remove().complete(null);
        await().until(() -> underWay.size() == 1);
        submit(groups, 20, 30);

        underWay.remove().complete(null);
        answers.forEach(CompletableFuture::join);
        submit(groups, 30, 33);
        assertThat(begun).hasSize(2);
        submit(groups, 33, 34);
        await().until(() -> underWay.size() == 1);
        assertThat(begun).hasSize(3).last().isEqualTo(upTo(20, 34));
    }

    @Test
    void shouldNotWaitLongForThoseWhoDoNotComeBack() {
        var groups = groups(Duration.ofMillis(20));
        busy(groups);

        submit(groups, 20, 21).forEach(CompletableFuture::join);
        assertThat(begun).hasSize(3).last().isEqualTo(List.of(20));
        submit(groups, 21, 22).forEach(CompletableFuture::join);
        assertThat(begun).hasSize(4).last().isEqualTo(List.of(21));
    }

    @Test
    void shouldNotWaitAfterSmallGroups() {
        var groups = groups(LONG);
        database.complete(null);
        for (int item = 0; item < 3; item++) {
            submit(groups, item, item + 1).forEach(CompletableFuture::join);
        }
        assertThat(begun).containsExactly(List.of(0), List.of(1), List.of(2));
    }

    @Test
    void shouldGiveEachEventLoopALaneOfItsOwn() {
        var groups = new Groups<Integer, Integer>(vertx, new Groups.Size(16, 128, 1_000, Duration.ZERO, 50), items -> {
            begun.add(List.copyOf(items));
            return items.contains(0)
                    ? Uni.createFrom().nothing()
                    : Uni.createFrom().item(items);
        });
        var eventLoops = ((VertxInternal) vertx).getEventLoopGroup().iterator();
        CompletableFuture<Thread> never = submitOn((EventLoop) eventLoops.next(), groups, 0);
        EventLoop other = (EventLoop) eventLoops.next();
        await().until(() -> begun.size() == 1);

        Thread answeredOn = submitOn(other, groups, 1).join();
        assertThat(other.inEventLoop(answeredOn)).isTrue();
        assertThat(begun).containsExactly(List.of(0), List.of(1));
        assertThat(never).isNotDone();
    }

    /** Submits on an event loop; completes with the thread it was answered on. */
    private CompletableFuture<Thread> submitOn(EventLoop eventLoop, Groups<Integer, Integer> groups, int item) {
        CompletableFuture<Thread> answeredOn = new CompletableFuture<>();
        ((VertxInternal) vertx)
                .createEventLoopContext(eventLoop, null, getClass().getClassLoader())
                .runOnContext(on -> groups.submit(item)
                        .subscribe()
                        .with(
                                answer -> answeredOn.complete(Thread.currentThread()),
                                answeredOn::completeExceptionally));
        return answeredOn;
    }

    /** Has done a group of one and one of nineteen. */
    private void busy(Groups<Integer, Integer> groups) {
        List<CompletableFuture<Integer>> answers = new ArrayList<>(submit(groups, 0, 1));
        await().until(() -> begun.size() == 1);
        answers.addAll(submit(groups, 1, 20));
        database.complete(null);
        answers.forEach(CompletableFuture::join);
    }

    private Groups<Integer, Integer> groups(Duration gather) {
        return new Groups<>(vertx, new Groups.Size(1, 128, 1_000, gather, 50), items -> {
            begun.add(List.copyOf(items));
            return Uni.createFrom().completionStage(database).replaceWith(items);
        });
    }

    private static List<CompletableFuture<Integer>> submit(Groups<Integer, Integer> groups, int from, int to) {
        return upTo(from, to).stream()
                .map(item -> groups.submit(item).subscribeAsCompletionStage())
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
