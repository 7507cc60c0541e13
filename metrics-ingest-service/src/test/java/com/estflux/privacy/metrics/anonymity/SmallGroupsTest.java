package com.estflux.privacy.metrics.anonymity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.estflux.privacy.metrics.anonymity.SmallGroups.Group;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SmallGroupsTest {

    /** However people and values fall: nothing shown, and nothing that follows from it, is of fewer than the minimum. */
    @RepeatedTest(300)
    void shouldLeaveNoFigureOfFewerThanTheMinimum(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        SmallGroups groups = new SmallGroups(2 + random.nextInt(5));
        Map<String, Set<Integer>> people = new TreeMap<>();
        for (int i = random.nextInt(40); i > 0; i--) {
            String value = "v" + (int) Math.abs(random.nextGaussian() * 3);
            people.computeIfAbsent(value, none -> new HashSet<>()).add(random.nextInt(25));
        }
        List<Group> all = new ArrayList<>();
        people.forEach((value, who) -> all.add(new Group(value, who.size())));

        List<String> large = groups.largeEnough(all);
        List<String> shown = groups.shown(large, rest(people, large) != null, size(rest(people, large)));

        shown.forEach(value -> assertThat(people.get(value)).hasSizeGreaterThanOrEqualTo(groups.minimum()));
        Set<Integer> rest = rest(people, shown);
        if (rest != null && !shown.isEmpty()) {
            assertThat(rest).hasSizeGreaterThanOrEqualTo(groups.minimum());
        }
        assertThat(large.size() - shown.size()).isBetween(0, 1);
    }

    @Test
    void shouldHideTheSmallestGroupWithOneThatIsTooSmall() {
        SmallGroups groups = new SmallGroups(5);
        List<String> large = groups.largeEnough(
                List.of(new Group("a", 9), new Group("b", 4), new Group("c", 5), new Group(SmallGroups.OTHERS, 50)));
        assertThat(large).containsExactly("a", "c");
        assertThat(groups.shown(large, true, 4)).containsExactly("a");
        assertThat(groups.shown(large, true, 5)).containsExactly("a", "c");
        assertThat(groups.shown(large, false, 0)).containsExactly("a", "c");
        assertThat(groups.shown(List.of(), true, 4)).isEmpty();
        assertThatThrownBy(() -> new SmallGroups(1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Set<Integer> rest(Map<String, Set<Integer>> people, List<String> shown) {
        Set<Integer> rest = new HashSet<>();
        boolean any = false;
        for (Map.Entry<String, Set<Integer>> one : people.entrySet()) {
            if (!shown.contains(one.getKey())) {
                rest.addAll(one.getValue());
                any = true;
            }
        }
        return any ? rest : null;
    }

    private static long size(Set<Integer> people) {
        return people == null ? 0 : people.size();
    }
}
