package com.estflux.privacy.metrics.anonymity;

import java.util.Comparator;
import java.util.List;

/**
 * Which groups may be shown by name so that no figure describes fewer people than a minimum. All others are shown
 * together; if those are too few as well, the smallest that could be shown goes with them, because otherwise the total
 * less what is shown would describe them.
 *
 * @param minimum fewest people a figure may describe
 */
public record SmallGroups(int minimum) {

    /** What the groups that are not shown by name are called. */
    public static final String OTHERS = "(other)";

    /** Fewer than two people would be no group. */
    public SmallGroups {
        if (minimum < 2) {
            throw new IllegalArgumentException("a group has at least two members");
        }
    }

    /**
     * A group and how many people are in it.
     *
     * @param value what they have in common
     * @param people how many different people
     */
    public record Group(String value, long people) {}

    /** The values of the groups that are large enough, the largest first. */
    public List<String> largeEnough(List<Group> groups) {
        return groups.stream()
                .filter(group -> group.people() >= minimum && !group.value().equals(OTHERS))
                .sorted(Comparator.comparingLong(Group::people).reversed().thenComparing(Group::value))
                .map(Group::value)
                .toList();
    }

    /**
     * What of these may be shown, given those who are in none of them.
     *
     * @param largeEnough as {@link #largeEnough} said
     * @param anyOthers whether there is anything in none of them
     * @param others how many different people are in none of them
     */
    public List<String> shown(List<String> largeEnough, boolean anyOthers, long others) {
        return !anyOthers || others >= minimum || largeEnough.isEmpty()
                ? largeEnough
                : largeEnough.subList(0, largeEnough.size() - 1);
    }
}
