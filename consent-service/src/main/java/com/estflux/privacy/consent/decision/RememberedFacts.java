package com.estflux.privacy.consent.decision;

import com.estflux.privacy.consent.ConsentConfig;
import com.estflux.privacy.consent.grouping.Groups;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What decisions depend on, from memory where nothing has changed and from the database where it has. Before anything is
 * recalled the database is asked for changes, after the questions were: an answer is as fresh as one that was read
 * (ADR 19).
 */
@ApplicationScoped
class RememberedFacts {

    /** Those who ask while a look is under way share the next one. */
    private static final Groups.Size ONE_AT_A_TIME =
            new Groups.Size(1, Integer.MAX_VALUE, Integer.MAX_VALUE, Duration.ZERO, 100);

    private final FactsQuery query;
    private final ChangeFeed changes;
    private final Groups<List<Question>, FactsMemory> looks;

    RememberedFacts(FactsQuery query, Pool pool, Clock clock, Vertx vertx, ConsentConfig config) {
        this.query = query;
        this.changes = new ChangeFeed(pool, clock, config.factsRemembered());
        this.looks = new Groups<>(vertx, ONE_AT_A_TIME, asking -> changes.look()
                .map(memory -> Collections.nCopies(asking.size(), memory)));
    }

    /** The facts of each question, in order. */
    Uni<List<Facts>> facts(List<Question> questions) {
        return looks.submit(questions).chain(memory -> recall(memory, questions));
    }

    void stop(@Observes ShutdownEvent stopping) {
        end();
    }

    /** Forgets everything and gives its connection back. */
    void end() {
        changes.end();
    }

    private Uni<List<Facts>> recall(FactsMemory memory, List<Question> questions) {
        @Nullable Facts[] facts = new Facts[questions.size()];
        List<Question> missing = new ArrayList<>();
        for (int i = 0; i < facts.length; i++) {
            facts[i] = memory.recall(questions.get(i));
            if (facts[i] == null) {
                missing.add(questions.get(i));
            }
        }
        return missing.isEmpty()
                ? Uni.createFrom().item(Arrays.asList(facts))
                : read(memory, missing).map(read -> fill(facts, read));
    }

    private Uni<List<Facts>> read(FactsMemory memory, List<Question> missing) {
        List<FactsMemory.Expected> expected =
                missing.stream().map(memory::expect).toList();
        return query.facts(missing, memory.day()).invoke(read -> {
            for (int i = 0; i < read.size(); i++) {
                memory.learn(expected.get(i), read.get(i));
            }
        });
    }

    private static List<Facts> fill(@Nullable Facts[] facts, List<Facts> read) {
        var next = read.iterator();
        for (int i = 0; i < facts.length; i++) {
            if (facts[i] == null) {
                facts[i] = next.next();
            }
        }
        return Arrays.asList(facts);
    }
}
