package com.estflux.privacy.consent.decision;

import com.estflux.privacy.consent.ConsentConfig;
import com.estflux.privacy.consent.grouping.Groups;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides. */
@ApplicationScoped
public class DecisionService {

    private final RememberedFacts facts;
    private final Clock clock;
    private final Groups<Question, Decision> groups;

    DecisionService(RememberedFacts facts, Clock clock, Vertx vertx, ConsentConfig config) {
        this.facts = facts;
        this.clock = clock;
        this.groups = new Groups<>(vertx, Groups.Size.of(config.decisions()), this::decideAll);
    }

    /** Answers one question; concurrent ones share a query. */
    public Uni<Decision> decide(Question question) {
        return groups.submit(question);
    }

    /** Answers questions in their order. */
    Uni<List<Decision>> decideAll(List<Question> questions) {
        return facts.facts(questions).map(found -> {
            Instant now = clock.instant();
            List<Decision> decisions = new ArrayList<>(questions.size());
            for (int i = 0; i < questions.size(); i++) {
                Facts known = found.get(i);
                decisions.add(decision(questions.get(i), DecisionRules.decide(known, now), known.policyVersion(), now));
            }
            return decisions;
        });
    }

    private static Decision decision(Question question, Verdict verdict, @Nullable String policyVersion, Instant now) {
        return new Decision(
                question.subjectId(),
                question.purpose(),
                verdict.allowed(),
                verdict.reason(),
                verdict.legalBasis(),
                verdict.evidenceId(),
                policyVersion,
                now);
    }
}
