package com.estflux.privacy.consent.consent;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.consent.consent.StatisticsWill.Fact;
import com.estflux.privacy.consent.consent.StatisticsWill.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsWillTest {

    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
    private static final UUID ONE = new UUID(1, 1);
    private static final UUID OTHER = new UUID(1, 2);

    @ParameterizedTest
    @CsvSource({
        // source, kind and answer at the second; what holds
        "'',                       ''",
        "'one+1',                  true",
        "'one+1 one~2',            false",
        "'one~1 one+2',            true",
        "'one-1 one+2',            true",
        "'one-1 other+2',          false",
        "'one+1 other-2',          false",
        "'one+1 other~2',          false",
        "'one-1 own+2',            true",
        "'one~1 own+2',            true",
        "'one-2 own+1',            false",
        "'one~2 own+1',            false",
        "'own-1 one+2',            false",
        "'own+1 own-2',            false",
        "'own-1 own+2',            true",
        "'one-1 other-3 own+2',    false",
    })
    void shouldFollowWhatWasSaid(String said, @Nullable String expected) {
        List<Fact> facts = said.isEmpty()
                ? List.of()
                : List.of(said.split(" ", -1)).stream()
                        .map(StatisticsWillTest::fact)
                        .toList();

        boolean unknown = expected == null || expected.isEmpty();
        assertThat(will(facts)).isEqualTo(unknown ? null : Boolean.valueOf(expected));
    }

    /** Visitors are linked in any order, before and after they say something: what was said is what counts. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20261201})
    void shouldComeToTheSameInEveryOrder(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            List<Fact> facts = new ArrayList<>();
            for (int n = random.nextInt(8); n > 0; n--) {
                facts.add(random(random));
            }
            Boolean expected = will(facts);
            assertThat(expected).isEqualTo(reference(facts));
            Collections.shuffle(facts, random);
            List<Fact> repeated = new ArrayList<>(facts);
            repeated.addAll(facts);
            assertThat(will(repeated)).as("%s", facts).isEqualTo(expected);
        }
    }

    /** Whatever was said before, the person has a way out and a way back. */
    @Test
    void shouldAlwaysFollowTheOwnSwitch() {
        Random random = new Random(4);
        for (int i = 0; i < 2_000; i++) {
            List<Fact> facts = new ArrayList<>();
            for (int n = random.nextInt(8); n > 0; n--) {
                facts.add(random(random));
            }
            for (boolean granted : new boolean[] {true, false}) {
                List<Fact> then = new ArrayList<>(facts);
                then.add(new Fact(StatisticsWill.OWN_SWITCH, Kind.EXPLICIT, granted, NOW.plusSeconds(100), 1, "en"));
                assertThat(will(then)).isEqualTo(granted);
            }
        }
    }

    /** The rule said once more: each source's last word; a no falls only to a later yes of its source or the switch. */
    private static @Nullable Boolean reference(List<Fact> facts) {
        for (UUID source : List.of(StatisticsWill.OWN_SWITCH, ONE, OTHER)) {
            for (Fact no : facts) {
                if (no.source().equals(source) && !no.granted()) {
                    boolean lifted = facts.stream()
                            .anyMatch(yes -> yes.granted()
                                    && yes.madeAt().isAfter(no.madeAt())
                                    && (yes.source().equals(source)
                                            || (yes.source().equals(StatisticsWill.OWN_SWITCH) && isLast(yes, facts))));
                    if (!lifted) {
                        return false;
                    }
                }
            }
        }
        return facts.isEmpty() ? null : Boolean.TRUE;
    }

    private static boolean isLast(Fact fact, List<Fact> facts) {
        return facts.stream()
                .noneMatch(other -> other.source().equals(fact.source())
                        && !other.granted()
                        && !other.madeAt().isBefore(fact.madeAt()));
    }

    private static @Nullable Boolean will(List<Fact> facts) {
        return StatisticsWill.decisive(facts).map(Fact::granted).orElse(null);
    }

    private static Fact random(Random random) {
        UUID source = List.of(StatisticsWill.OWN_SWITCH, ONE, OTHER).get(random.nextInt(3));
        boolean signal = !source.equals(StatisticsWill.OWN_SWITCH) && random.nextInt(3) == 0;
        return new Fact(
                source,
                signal ? Kind.SIGNAL : Kind.EXPLICIT,
                !signal && random.nextBoolean(),
                NOW.plusSeconds(random.nextInt(6)),
                null,
                null);
    }

    private static Fact fact(String said) {
        int mark = Math.max(said.indexOf('+'), Math.max(said.indexOf('-'), said.indexOf('~')));
        UUID source =
                switch (said.substring(0, mark)) {
                    case "own" -> StatisticsWill.OWN_SWITCH;
                    case "one" -> ONE;
                    default -> OTHER;
                };
        return new Fact(
                source,
                said.charAt(mark) == '~' ? Kind.SIGNAL : Kind.EXPLICIT,
                said.charAt(mark) == '+',
                NOW.plusSeconds(Long.parseLong(said.substring(mark + 1))),
                1,
                "en");
    }
}
