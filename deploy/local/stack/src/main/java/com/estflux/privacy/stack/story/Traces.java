package com.estflux.privacy.stack.story;

import com.estflux.privacy.stack.LocalStack;
import com.estflux.privacy.stack.StackException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The search for what is left of an erased customer: in every database, every log segment and every log. */
final class Traces {

    private static final Duration COMPACTION = Duration.ofMinutes(3);
    private static final int PARTITION_FILLERS = 24;

    /** Where what the plan retains may be found; a ticket's correspondence goes with its ticket. */
    private static final Set<String> RETAINING =
            Set.of("billing public.billing_record", "support public.ticket", "support public.ticket_message");

    private final Set<String> expected = new TreeSet<>();
    private final LocalStack stack;
    private final Business business;
    private final Needles needles;
    private final Set<String> retained = new HashSet<>();

    Traces(LocalStack stack, Business business, Person person, JsonNode plan, UUID openTicket) {
        this.stack = stack;
        this.business = business;
        this.needles = new Needles(person.planted());
        for (JsonNode item : plan.path("items")) {
            item.path("records")
                    .forEach(record -> retained.add(record.path("recordId").asText()));
        }
        if (!retained.contains(openTicket.toString())) {
            throw new StackException("the plan does not retain the open ticket");
        }
    }

    /**
     * Searches until there is no trace that should not be there. The broker compacts in its own time, and only what is
     * not its newest segment: life goes on meanwhile, as it would, and makes new ones.
     *
     * @throws StackException if there still is one
     */
    void requireNone() {
        Instant end = Instant.now().plus(COMPACTION);
        List<Finding> traces = List.of(new Finding("not searched yet", Set.of(), ""));
        while (!traces.isEmpty()) {
            if (Instant.now().isAfter(end)) {
                throw new StackException("traces of the erased customer are left: " + traces);
            }
            business.open(Person.invent(PARTITION_FILLERS));
            traces = search();
        }
    }

    /** Where values were found that the plan retains. */
    Set<String> expected() {
        return expected;
    }

    private List<Finding> search() {
        List<Finding> traces = new ArrayList<>();
        expected.clear();
        for (Finding finding : new DatabaseSearch(stack.postgres()).search(needles)) {
            if (RETAINING.contains(finding.where()) && retained.stream().anyMatch(finding.content()::contains)) {
                expected.add(finding.toString());
            } else {
                traces.add(finding);
            }
        }
        traces.addAll(FileSearch.search(stack.options().data().resolve("kafka"), needles));
        traces.addAll(FileSearch.search(stack.options().data().resolve("logs"), needles));
        return traces;
    }
}
