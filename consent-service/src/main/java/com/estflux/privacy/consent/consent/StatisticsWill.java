package com.estflux.privacy.consent.consent;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants of statistics (PF-8.2, ADR 28): a function of all they and their browsers ever said, in any order.
 *
 * <p>On each browser the last explicit choice counts, unless a signal came after it. What a browser says no to stays a no
 * until that same browser, or the person by their own switch, says yes later. What the person says no to by their own
 * switch stays a no until they say yes there. Without any no, a yes is one.
 */
public final class StatisticsWill {

    /** The source of what a person says by their own switch. */
    public static final UUID OWN_SWITCH = new UUID(0, 0);

    private static final Comparator<Fact> BY_TIME = Comparator.comparing(Fact::madeAt)
            .thenComparing(fact -> !fact.granted())
            .thenComparing(Fact::source)
            .thenComparing(Fact::kind);

    private StatisticsWill() {}

    /** How somebody said it. */
    public enum Kind {
        /** By a choice. */
        EXPLICIT,
        /** By a signal of the browser. */
        SIGNAL
    }

    /**
     * Something that was said.
     *
     * @param source the visitor who said it, or {@link #OWN_SWITCH}
     * @param kind how
     * @param granted whether it is a yes; a signal never is
     * @param madeAt when
     * @param noticeVersion version of the notice the choice refers to; null for a signal
     * @param language its language; null for a signal
     */
    public record Fact(
            UUID source,
            Kind kind,
            boolean granted,
            Instant madeAt,
            @Nullable Integer noticeVersion,
            @Nullable String language) {}

    /** The fact that decides; empty if nothing was ever said. */
    public static Optional<Fact> decisive(Collection<Fact> facts) {
        Map<UUID, Fact> last =
                facts.stream().collect(Collectors.toMap(Fact::source, fact -> fact, StatisticsWill::later));
        Fact own = last.remove(OWN_SWITCH);
        List<Fact> wills = last.values().stream().sorted(BY_TIME).toList();
        if (own != null && !own.granted()) {
            return Optional.of(own);
        }
        Optional<Fact> no = wills.stream()
                .filter(fact -> !fact.granted())
                .filter(fact -> own == null || !own.madeAt().isAfter(fact.madeAt()))
                .reduce((earlier, later) -> later);
        if (no.isPresent() || own != null) {
            return no.or(() -> Optional.of(own));
        }
        return wills.stream().reduce((earlier, later) -> later);
    }

    private static Fact later(Fact one, Fact other) {
        return BY_TIME.compare(one, other) < 0 ? other : one;
    }
}
