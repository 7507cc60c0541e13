package com.estflux.privacy.consent.consent;

import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import com.estflux.privacy.platform.problem.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Applies the decisions of a group one after the other; those about the same consent build on each other. */
final class ConsentGroup {

    private static final ProblemType REUSED =
            new ProblemType("idempotency-key-reused", 422, "The Idempotency-Key belongs to another request");

    private final Instant now;
    private final Map<GroupReader.Key, Standing> standings = new HashMap<>();
    private final Set<GroupReader.Key> firstAsked = new HashSet<>();
    private final Map<UUID, UUID> newSubjects = new LinkedHashMap<>();
    private final Map<String, Repeatable> repeatable = new HashMap<>();
    private final List<Recorded> records = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();

    ConsentGroup(Instant now) {
        this.now = now;
    }

    /** A record with the decision it came from and its hash, which is computed once. */
    record Recorded(Asked asked, ConsentRecord record, String hash) {}

    /** What a repeated request was answered with the first time. */
    record Repeatable(String digest, Consent consent) {}

    /**
     * What the database says about one decision.
     *
     * @param erased whether the subject was erased
     * @param subjectKey stands for the subject; null if nothing is known about them yet
     * @param terms what the purpose says; null if there is none
     * @param standing where the consent stood when the group began
     * @param earlier the answer to the same {@code Idempotency-Key}; null if it is new
     */
    record Situation(
            boolean erased,
            @Nullable UUID subjectKey,
            @Nullable Terms terms,
            Standing standing,
            @Nullable Repeatable earlier) {}

    void add(Asked asked, Situation situation) {
        try {
            results.add(Result.recorded(apply(asked, situation)));
        } catch (ProblemException problem) {
            results.add(Result.refused(problem));
        }
    }

    private Consent apply(Asked asked, Situation situation) {
        Asked.Once once = asked.once();
        if (once != null) {
            Repeatable earlier = repeatable.getOrDefault(once.key(), situation.earlier());
            if (earlier != null) {
                return repeat(once, earlier);
            }
        }
        if (situation.erased()) {
            throw Problems.conflict("subject-erased", "The subject was erased", "nothing is recorded about them again");
        }
        GroupReader.Key key = new GroupReader.Key(asked.subjectId(), asked.purpose());
        Standing standing = standings.getOrDefault(key, situation.standing());
        ConsentRecord record = ConsentRules.next(asked, situation.terms(), subjectKey(asked, situation), standing, now);
        if (situation.subjectKey() == null) {
            newSubjects.put(asked.subjectId(), record.subjectKey());
        }
        if (standing.revision() == 0) {
            firstAsked.add(key);
        }
        return accept(key, standing, new Recorded(asked, record, record.hash()));
    }

    private UUID subjectKey(Asked asked, Situation situation) {
        return situation.subjectKey() == null
                ? newSubjects.getOrDefault(asked.subjectId(), EventMessage.newId())
                : situation.subjectKey();
    }

    private Consent accept(GroupReader.Key key, Standing standing, Recorded recorded) {
        Consent consent = Consent.of(recorded.record(), recorded.hash());
        standings.put(key, standing.after(recorded.record(), recorded.hash()));
        records.add(recorded);
        Asked.Once once = recorded.asked().once();
        if (once != null) {
            repeatable.put(once.key(), new Repeatable(once.digest(), consent));
        }
        return consent;
    }

    private static Consent repeat(Asked.Once once, Repeatable earlier) {
        if (!earlier.digest().equals(once.digest())) {
            throw new ProblemException(REUSED, "use a fresh key for a different request");
        }
        return earlier.consent();
    }

    /** New records, in order. */
    List<Recorded> records() {
        return List.copyOf(records);
    }

    /** Who becomes known by a new record, and what stands for them. */
    Map<UUID, UUID> newSubjects() {
        return Collections.unmodifiableMap(newSubjects);
    }

    /** Whether a new record is its consent's state from now on and there was none before the group. */
    boolean begins(Recorded recorded) {
        Asked asked = recorded.asked();
        return firstAsked.contains(new GroupReader.Key(asked.subjectId(), asked.purpose())) && stands(recorded);
    }

    /** Whether a new record is the last of its consent: its state from now on. */
    boolean stands(Recorded recorded) {
        Asked asked = recorded.asked();
        Standing standing = standings.get(new GroupReader.Key(asked.subjectId(), asked.purpose()));
        return standing != null && standing.revision() == recorded.record().revision();
    }

    /** Where a consent stands now, if the group changed it. */
    @Nullable
    Standing standing(GroupReader.Key key) {
        return standings.get(key);
    }

    /** How each decision ended, in the order they were added. */
    List<Result> results() {
        return List.copyOf(results);
    }
}
