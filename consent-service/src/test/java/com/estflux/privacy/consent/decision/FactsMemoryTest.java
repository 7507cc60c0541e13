package com.estflux.privacy.consent.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.consent.decision.Facts.ConsentFacts;
import com.estflux.privacy.consent.decision.Facts.PurposeFacts;
import com.estflux.privacy.consent.decision.Facts.SubjectFacts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FactsMemoryTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
    private static final int SAME_SLOT = 1 << 20;

    private final FactsMemory memory = new FactsMemory(TODAY, 100);

    @Test
    void shouldRecallEachPersonAndPurpose() {
        Facts one = learn(memory, question(1, "marketing-email"), "granted");
        Facts otherPurpose = learn(memory, question(1, "security"), "refused");
        Facts sameSlot = learn(memory, question(1 + SAME_SLOT, "marketing-email"), "withdrawn");

        assertThat(memory.recall(question(1, "marketing-email"))).isEqualTo(one);
        assertThat(memory.recall(question(1, "security"))).isEqualTo(otherPurpose);
        assertThat(memory.recall(question(1 + SAME_SLOT, "marketing-email"))).isEqualTo(sameSlot);
        assertThat(memory.recall(question(2, "marketing-email"))).isNull();
        assertThat(memory.recall(question(1, "billing"))).isNull();
        assertThat(memory.size()).isEqualTo(3);
    }

    @Test
    void shouldForgetASlot() {
        learn(memory, question(1, "marketing-email"), "granted");
        learn(memory, question(1, "security"), "granted");
        Facts other = learn(memory, question(2, "marketing-email"), "granted");

        memory.forget(1);

        assertThat(memory.recall(question(1, "marketing-email"))).isNull();
        assertThat(memory.recall(question(1, "security"))).isNull();
        assertThat(memory.recall(question(2, "marketing-email"))).isEqualTo(other);
        assertThat(memory.size()).isEqualTo(1);
        Facts again = learn(memory, question(1, "marketing-email"), "withdrawn");
        assertThat(memory.recall(question(1, "marketing-email"))).isEqualTo(again);
    }

    /** Also if the slot was empty before, and if it has been filled again with something that is equal. */
    @Test
    void shouldNotLearnWhatWasForgottenWhileItWasRead() {
        FactsMemory.Expected whenEmpty = memory.expect(question(1, "marketing-email"));
        memory.forget(1);
        memory.learn(whenEmpty, facts("granted"));
        assertThat(memory.recall(question(1, "marketing-email"))).isNull();

        learn(memory, question(1, "security"), "granted");
        FactsMemory.Expected whenFilled = memory.expect(question(1, "marketing-email"));
        memory.forget(1);
        learn(memory, question(1, "security"), "granted");
        memory.learn(whenFilled, facts("granted"));
        assertThat(memory.recall(question(1, "marketing-email"))).isNull();
    }

    @Test
    void shouldNotRememberWhatNobodyRegistered() {
        Facts known = facts("granted");
        memory.learn(
                memory.expect(question(1, "marketing-email")),
                new Facts(known.purpose(), null, false, null, null, null));
        memory.learn(
                memory.expect(question(1, "no-such-purpose")),
                new Facts(null, known.subject(), false, null, null, null));

        assertThat(memory.size()).isZero();
    }

    @Test
    void shouldRememberSoManyAndNoMore() {
        for (int id = 0; id < 1_000; id++) {
            learn(memory, question(id, "marketing-email"), "granted");
            learn(memory, question(id, "security"), "granted");
            assertThat(memory.size()).isLessThanOrEqualTo(100);
        }
        assertThat(memory.size()).isGreaterThan(40);

        FactsMemory none = new FactsMemory(TODAY, 0);
        learn(none, question(1, "marketing-email"), "granted");
        none.forget(1);
        assertThat(none.recall(question(1, "marketing-email"))).isNull();
    }

    private static Facts learn(FactsMemory memory, Question question, String state) {
        Facts facts = facts(state);
        memory.learn(memory.expect(question), facts);
        return facts;
    }

    private static Question question(long id, String purpose) {
        return new Question(new UUID(7, id), purpose);
    }

    private static Facts facts(String state) {
        return new Facts(
                new PurposeFacts("consent", "withdrawal", true, 1),
                new SubjectFacts("open", false),
                false,
                new ConsentFacts(state, new UUID(1, 2), 1, Instant.EPOCH),
                null,
                "2026-01");
    }
}
