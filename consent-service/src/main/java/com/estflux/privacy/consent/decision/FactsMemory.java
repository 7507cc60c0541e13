package com.estflux.privacy.consent.decision;

import com.estflux.privacy.consent.decision.Facts.ConsentFacts;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Facts as they were read from the database, each until it is forgotten. Thread-safe. What is forgotten while it is being
 * read is not learned: learning takes what was there when reading began, and forgetting leaves something new there.
 *
 * <p>Only known people and purposes are remembered. They are found by slot, the last 20 bits of the subject id, as the
 * database tells changes; people who share one are forgotten together.
 */
final class FactsMemory {

    private static final int SLOTS = 1 << 20;
    private static final Question NOBODY = new Question(new UUID(0, 0), "");

    /** More in one slot than ids that are spread can put there: looking through them would cost more than reading. */
    private static final int MOST_IN_SLOT = 32;

    private final LocalDate day;
    private final int most;
    private final @Nullable AtomicReferenceArray<@Nullable Known> slots;
    private final AtomicInteger size = new AtomicInteger();

    /** Parts that are equal for many: one of each. */
    private final Map<Object, Object> shared = new ConcurrentHashMap<>();

    /**
     * Remembers nothing yet.
     *
     * @param day the day, in Tallinn, whose policy the facts name
     * @param most most facts remembered; beyond that, new ones take the place of those in their slot, if there
     *     are any. None if 0
     */
    FactsMemory(LocalDate day, int most) {
        this.day = day;
        this.most = most;
        this.slots = most == 0 ? null : new AtomicReferenceArray<>(SLOTS);
    }

    /**
     * What is in a slot, newest first; one without facts marks what was forgotten. Compared by identity, so that no two
     * are ever taken for the same.
     */
    private static final class Known {

        private final UUID subjectId;
        private final String purpose;
        private final @Nullable Facts facts;
        private final @Nullable Known earlier;
        private final int count;

        private Known(Question question, @Nullable Facts facts, @Nullable Known earlier) {
            this.subjectId = question.subjectId();
            this.purpose = question.purpose();
            this.facts = facts;
            this.earlier = earlier;
            this.count = (facts == null ? 0 : 1) + (earlier == null ? 0 : earlier.count);
        }
    }

    /** Where facts are put that are about to be read. */
    static final class Expected {

        private final Question question;
        private final @Nullable Known standing;

        private Expected(Question question, @Nullable Known standing) {
            this.question = question;
            this.standing = standing;
        }
    }

    /** The day, in Tallinn, whose policy the facts name. */
    LocalDate day() {
        return day;
    }

    /** How many facts are remembered. */
    int size() {
        return size.get();
    }

    /** The facts; null if they have to be read. */
    @Nullable
    Facts recall(Question question) {
        if (slots == null) {
            return null;
        }
        UUID subjectId = question.subjectId();
        for (Known known = slots.get(slot(subjectId)); known != null; known = known.earlier) {
            if (known.facts != null && known.subjectId.equals(subjectId) && known.purpose.equals(question.purpose())) {
                return known.facts;
            }
        }
        return null;
    }

    /** To be called before facts are read that are to be learned. */
    Expected expect(Question question) {
        return new Expected(question, slots == null ? null : slots.get(slot(question.subjectId())));
    }

    /** Remembers what was read, unless the person was forgotten since it was expected. */
    void learn(Expected expected, Facts facts) {
        if (slots == null || facts.subject() == null || facts.purpose() == null) {
            return;
        }
        Known standing = expected.standing;
        int before = standing == null ? 0 : standing.count;
        boolean full = size.get() >= most;
        if (full && before == 0) {
            return;
        }
        boolean extend = before > 0 && before < MOST_IN_SLOT && !full;
        Question question = new Question(
                expected.question.subjectId(), expected.question.purpose().intern());
        Known known = new Known(question, compact(facts), extend ? standing : null);
        if (slots.compareAndSet(slot(question.subjectId()), standing, known)) {
            size.addAndGet(known.count - before);
        }
    }

    /** Forgets whoever shares a slot. */
    void forget(int slot) {
        if (slots != null) {
            Known forgotten = slots.getAndSet(slot, new Known(NOBODY, null, null));
            size.addAndGet(forgotten == null ? 0 : -forgotten.count);
        }
    }

    private static int slot(UUID subjectId) {
        return (int) subjectId.getLeastSignificantBits() & (SLOTS - 1);
    }

    private Facts compact(Facts facts) {
        ConsentFacts consent = facts.consent();
        return new Facts(
                share(facts.purpose()),
                share(facts.subject()),
                false,
                consent == null
                        ? null
                        : new ConsentFacts(
                                consent.state().intern(),
                                consent.recordId(),
                                consent.noticeVersion(),
                                consent.expiresAt(),
                                consent.imported()),
                facts.objection(),
                share(facts.policyVersion()));
    }

    @SuppressWarnings("unchecked")
    private <T> @Nullable T share(@Nullable T part) {
        if (part == null) {
            return null;
        }
        Object same = shared.putIfAbsent(part, part);
        return same == null ? part : (T) same;
    }
}
