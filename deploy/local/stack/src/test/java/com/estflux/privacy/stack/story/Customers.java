package com.estflux.privacy.stack.story;

import static org.awaitility.Awaitility.await;

import com.estflux.privacy.stack.LocalStack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/** The story's people, for tests that tell stories of their own. */
public final class Customers {

    private static final Duration INTAKE = Duration.ofSeconds(90);
    private static final int SAMPLES = 12;

    private final LocalStack stack;
    private final Business business;

    /** Customers of this stack. */
    public Customers(LocalStack stack) {
        this.stack = stack;
        this.business = new Business(stack);
    }

    /** A customer with one VPS, samples, a paid invoice, a closed and an open ticket and a consent, all taken in. */
    public Person settle() {
        Person person = Person.invent(1);
        business.open(person);
        try (Collector collector = new Collector(stack.kafka())) {
            UsageTrace.excerpt().late(0, person.vps().get(0), SAMPLES).forEach(collector::publish);
            collector.flush();
        }
        business.bill(person, null, 2499);
        business.askForHelp(person);
        business.consent(person);
        awaitIntake(person);
        return person;
    }

    /** The erasure of a customer, not yet asked for. */
    public Erasure erasure(Person person) {
        return new Erasure(stack, business, person);
    }

    /** Their access token, from a login now. */
    public String token(Person person) {
        return business.token(person);
    }

    /** The access token of somebody of the staff. */
    public String staffToken(String username) {
        return business.staffToken(username);
    }

    /** How many rows, with which digest, every table holds of these people. */
    public Map<String, String> held(Collection<Person> people) {
        return new Holdings(stack.postgres())
                .of(people).entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                table -> table.getValue().rows() + " rows, "
                                        + table.getValue().digest()));
    }

    /** Database rows, and files of this folder, that hold a value in whatever form. */
    public List<String> find(String value, Path folder) {
        Needles needles = new Needles(Map.of("value", value));
        List<Finding> findings = new ArrayList<>(new DatabaseSearch(stack.postgres()).search(needles));
        findings.addAll(FileSearch.search(folder, needles));
        return findings.stream().map(Finding::toString).toList();
    }

    private void awaitIntake(Person person) {
        try {
            await().atMost(INTAKE)
                    .pollInterval(Duration.ofMillis(300))
                    .ignoreExceptions()
                    .until(() -> isTakenIn(person));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not everything was taken in: " + held(List.of(person)), e);
        }
    }

    /** Of each: an account, an invoice with its payment, and two tickets; every sample, and settled figures of them. */
    private boolean isTakenIn(Person person) {
        Map<String, String> held = held(List.of(person));
        return rows(held, "metrics.usage_sample") == SAMPLES
                && rows(held, "metrics.ip_assignment") == 1
                && rows(held, "metrics.rollup_pending") == 0
                && rows(held, "metrics.usage_day") > 0
                && rows(held, "retention.clock") == 5
                && rows(held, "consent.subject") == 1;
    }

    private static long rows(Map<String, String> held, String table) {
        String found = held.getOrDefault(table, "0 rows");
        return Long.parseLong(found.substring(0, found.indexOf(' ')));
    }
}
