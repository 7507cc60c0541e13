package com.estflux.privacy.consent.visitor;

import static com.estflux.privacy.consent.visitor.VisitorChoice.GRANTED;
import static com.estflux.privacy.consent.visitor.VisitorChoice.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisitorRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "'',      0, 0, ''",
        "'',      0, 1, REFUSED",
        "GRANTED, 1, 0, GRANTED",
        "GRANTED, 2, 1, GRANTED",
        "GRANTED, 1, 2, REFUSED",
        "REFUSED, 2, 1, REFUSED",
    })
    void shouldCountSignalUnlessChosenLater(String choice, int chosen, int signalled, String expected) {
        assertThat(VisitorRules.effective(preference(choice, chosen, signalled)))
                .isEqualTo(expected.isEmpty() ? Optional.empty() : Optional.of(VisitorChoice.valueOf(expected)));
    }

    @ParameterizedTest
    @CsvSource({
        // person, when, visitor, when, signal, what holds for the person afterwards
        "'',      0, '',      0, 0, ''",
        "'',      0, GRANTED, 1, 0, GRANTED",
        "'',      0, '',      0, 1, REFUSED",
        "GRANTED, 1, REFUSED, 2, 0, REFUSED",
        "GRANTED, 2, REFUSED, 1, 0, GRANTED",
        "REFUSED, 1, GRANTED, 2, 0, REFUSED",
        "REFUSED, 2, GRANTED, 1, 0, REFUSED",
        "GRANTED, 1, '',      0, 2, GRANTED",
    })
    void shouldMerge(String person, int when, String visitor, int visitorWhen, int signal, String expected) {
        assertThat(after(preference(person, when, 0), preference(visitor, visitorWhen, signal)))
                .isEqualTo(expected.isEmpty() ? null : VisitorChoice.valueOf(expected));
    }

    /** Properties: no refusal is upgraded, merging twice changes nothing, the latest explicit refusal always holds. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldHoldForAnyHistory(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            Preference person = random(random, false);
            Preference visitor = random(random, true);
            VisitorChoice merged = after(person, visitor);

            if (person.choice() == REFUSED) {
                assertThat(merged).isEqualTo(REFUSED);
            }
            if (visitor.choice() == REFUSED
                    && visitor.chosenAt() != null
                    && (person.chosenAt() == null || visitor.chosenAt().isAfter(person.chosenAt()))) {
                assertThat(merged).isEqualTo(REFUSED);
            }
            if (merged == GRANTED) {
                assertThat(person.choice() == GRANTED || visitor.choice() == GRANTED)
                        .isTrue();
            }
            if (merged != null) {
                Preference again = Preference.chosen(merged, NOW.plusSeconds(100));
                assertThat(after(again, visitor)).isEqualTo(merged);
            }
        }
    }

    @Test
    void shouldKeepNoFullAddress() {
        assertThat(Network.of("192.0.2.77")).isEqualTo("192.0.2.0/24");
        assertThat(Network.of("2001:db8:aa:bb::1")).isEqualTo("2001:db8:aa::/48");
        assertThat(Network.of("example.test")).isNull();
        assertThat(Network.of(null)).isNull();
    }

    /**
     * The rule said once more, about whole histories: the person's first known will counts; a refusal stands for good; of
     * explicit choices after a yes, the most recent decides, whenever they were brought along.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20261125})
    void shouldAgreeWithReferenceModelHoweverManyVisitorsTurnOutToBeThePerson(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            List<Preference> visitors = new ArrayList<>();
            for (int n = random.nextInt(6); n >= 0; n--) {
                visitors.add(random(random, true));
            }
            Preference person = Preference.NONE;
            for (Preference visitor : visitors) {
                VisitorChoice merged = VisitorRules.merge(person, visitor).orElse(null);
                person = merged == null ? person : Preference.chosen(merged, visitor.decidedAt());
            }
            assertThat(person.choice()).as("%s", visitors).isEqualTo(reference(visitors));
        }
    }

    private static @Nullable VisitorChoice reference(List<Preference> visitors) {
        VisitorChoice standing = null;
        Instant latest = Instant.MIN;
        for (Preference visitor : visitors) {
            boolean signalled = visitor.signalledAt() != null
                    && (visitor.chosenAt() == null || visitor.signalledAt().isAfter(visitor.chosenAt()));
            if (standing == null && signalled) {
                standing = REFUSED;
            } else if (visitor.chosenAt() != null && standing == null) {
                standing = visitor.choice();
                latest = visitor.chosenAt();
            } else if (standing == GRANTED
                    && visitor.chosenAt() != null
                    && visitor.chosenAt().isAfter(latest)) {
                boolean overtaken = signalled && visitor.choice() == GRANTED;
                standing = overtaken ? standing : visitor.choice();
                latest = overtaken ? latest : visitor.chosenAt();
            }
        }
        return standing;
    }

    private static @Nullable VisitorChoice after(Preference person, Preference visitor) {
        return VisitorRules.merge(person, visitor).orElse(person.choice());
    }

    private static Preference preference(String choice, int chosen, int signalled) {
        return new Preference(
                choice.isEmpty() ? null : VisitorChoice.valueOf(choice),
                chosen == 0 ? null : NOW.plusSeconds(chosen),
                signalled == 0 ? null : NOW.plusSeconds(signalled));
    }

    private static Preference random(Random random, boolean signals) {
        boolean chose = random.nextInt(3) > 0;
        return new Preference(
                chose ? (random.nextBoolean() ? GRANTED : REFUSED) : null,
                chose ? NOW.plusSeconds(random.nextInt(5)) : null,
                signals && random.nextBoolean() ? NOW.plusSeconds(random.nextInt(5)) : null);
    }
}
