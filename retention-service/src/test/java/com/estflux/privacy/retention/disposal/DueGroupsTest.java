package com.estflux.privacy.retention.disposal;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.retention.clock.DueRecord;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DueGroupsTest {

    private static final UUID ONE = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();

    @Test
    void shouldNotMixSubjectsCategoriesOrRules() {
        var due = List.of(
                due(ONE, "a", "a/1"),
                due(OTHER, "a", "a/1"),
                due(ONE, "b", "b/1"),
                due(ONE, "a", "a/2"),
                due(ONE, "a", "a/1"));

        assertThat(DueGroups.of(due, 10)).extracting(List::size).containsExactly(2, 1, 1, 1);
    }

    @Test
    void shouldSplitWhatDoesNotFitOneCommand() {
        var due = List.of(due(ONE, "a", "a/1"), due(ONE, "a", "a/1"), due(ONE, "a", "a/1"));

        assertThat(DueGroups.of(due, 2)).extracting(List::size).containsExactly(2, 1);
    }

    @Test
    void shouldDoublePausesUpToTheLongest() {
        Duration first = Duration.ofMinutes(2);
        Duration longest = Duration.ofHours(24);

        assertThat(Backoff.pause(1, first, longest)).hasMinutes(2);
        assertThat(Backoff.pause(3, first, longest)).hasMinutes(8);
        assertThat(Backoff.pause(10_000, first, longest)).isEqualTo(longest);
    }

    private static DueRecord due(UUID subject, String category, String rule) {
        return new DueRecord(
                UUID.randomUUID(),
                subject,
                new DataCategory(category + "x"),
                UUID.randomUUID().toString(),
                rule);
    }
}
