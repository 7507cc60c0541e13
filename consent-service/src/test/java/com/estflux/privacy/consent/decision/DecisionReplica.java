package com.estflux.privacy.consent.decision;

import com.estflux.privacy.consent.ConsentConfig;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.Dependent;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Decides as one replica of the service does; replicas share nothing but the database. */
@Dependent
public class DecisionReplica {

    private final FactsQuery query;
    private final Pool pool;
    private final Clock clock;
    private final Vertx vertx;
    private final ConsentConfig config;
    private final DecisionService decisions;

    DecisionReplica(FactsQuery query, Pool pool, Clock clock, Vertx vertx, ConsentConfig config) {
        this.query = query;
        this.pool = pool;
        this.clock = clock;
        this.vertx = vertx;
        this.config = config;
        this.decisions =
                new DecisionService(new RememberedFacts(query, pool, clock, vertx, config), clock, vertx, config);
    }

    /** One more replica. */
    public DecisionReplica another() {
        return new DecisionReplica(query, pool, clock, vertx, config);
    }

    /** What it says. */
    public CompletableFuture<Boolean> allows(UUID subject, String purpose) {
        return decisions
                .decide(new Question(subject, purpose))
                .map(Decision::allowed)
                .subscribeAsCompletionStage();
    }
}
