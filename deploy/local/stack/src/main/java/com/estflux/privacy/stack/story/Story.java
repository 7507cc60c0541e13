package com.estflux.privacy.stack.story;

import com.estflux.privacy.contracts.usage.VpsSampled;
import com.estflux.privacy.platform.testing.infrastructure.MailServer;
import com.estflux.privacy.stack.LocalStack;
import com.estflux.privacy.stack.Progress;
import com.estflux.privacy.stack.StackException;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The story: ten customers live their lives, one of them asks to be forgotten, and is, everywhere, while nothing of the
 * others changes. Each step can be told by itself; {@link #tell()} tells them all.
 */
public final class Story {

    private static final int CUSTOMERS = 10;
    private static final int VPS_EACH = 4;
    private static final int LATE_SAMPLES = 12;
    private static final Duration INTAKE = Duration.ofMinutes(5);

    private final LocalStack stack;
    private final Progress progress;
    private final UsageTrace trace;
    private final Business business;
    private final List<Person> others = new ArrayList<>();
    private final Person leaver = Person.invent(VPS_EACH);
    private final Invoices invoices;
    private final Erasure erasure;
    private final Report report;
    private UUID openTicket = new UUID(0, 0);
    private Map<String, Holdings.Held> leaverBefore = Map.of();
    private Map<String, Holdings.Held> othersBefore = Map.of();

    private Story(LocalStack stack, Progress progress, UsageTrace trace) {
        this.stack = stack;
        this.progress = progress;
        this.trace = trace;
        this.business = new Business(stack);
        this.invoices = new Invoices(stack, business, trace.month());
        this.erasure = new Erasure(stack, business, leaver);
        this.report = new Report(progress);
        for (int i = 1; i < CUSTOMERS; i++) {
            others.add(Person.invent(VPS_EACH));
        }
    }

    /** The story with every sample at hand. */
    public static Story whole(LocalStack stack, Progress progress) {
        return new Story(stack, progress, UsageTrace.beside(stack.options().root()));
    }

    /** The story with one day of samples for each VPS. */
    public static Story brief(LocalStack stack, Progress progress) {
        return new Story(stack, progress, UsageTrace.excerpt());
    }

    /**
     * Tells all of it.
     *
     * @throws StackException with what went otherwise than promised
     */
    public void tell() {
        live();
        remember();
        JsonNode plan = askToBeForgotten();
        beForgotten(plan);
        JsonNode certificate = close();
        lookForTraces(plan);
        compareOthers();
        report.print(leaverBefore, new Holdings(stack.postgres()).of(List.of(leaver)), certificate);
    }

    /** Accounts, VPS instances, samples, tickets, consents, and the invoices of a month: until every service has taken everything in. */
    public void live() {
        List<Person> everybody = everybody();
        everybody.forEach(business::open);
        say(everybody.size() + " customers opened accounts, with " + CUSTOMERS * VPS_EACH + " VPS instances");
        long samples = publishSamples(everybody);
        for (Person person : everybody) {
            UUID ticket = business.askForHelp(person);
            openTicket = person.equals(leaver) ? ticket : openTicket;
            business.consent(person);
        }
        for (int i = 0; i < others.size(); i += 3) {
            business.withdraw(others.get(i));
        }
        say("tickets opened and closed, consents given and withdrawn");
        awaitSamples(everybody, samples);
        everybody.forEach(invoices::bill);
        say(invoices.summary());
        awaitClocks(everybody);
        say("every service has taken everything in");
    }

    /** Counts what is stored of whom, to compare with later. */
    public void remember() {
        Holdings holdings = new Holdings(stack.postgres());
        leaverBefore = holdings.of(List.of(leaver));
        othersBefore = holdings.of(others);
        Needles needles = new Needles(leaver.planted());
        if (new DatabaseSearch(stack.postgres()).search(needles).isEmpty()) {
            throw new StackException("the search finds nothing even before the erasure: it proves nothing");
        }
    }

    /** The customer asks for erasure; the plan comes, and is looked at. */
    public JsonNode askToBeForgotten() {
        String requestId = erasure.ask();
        say("a customer asked for erasure: request " + requestId);
        JsonNode plan = erasure.awaitPlan();
        for (JsonNode item : plan.path("items")) {
            say("  plan: " + item.path("category").asText() + " "
                    + item.path("treatment").asText()
                    + (item.path("retainUntil").isTextual()
                            ? " until " + item.path("retainUntil").asText()
                            : ""));
        }
        return plan;
    }

    /** The officer approves; every store acts; samples of the erased customer still come in, and are dropped. */
    public void beForgotten(JsonNode plan) {
        erasure.approve(plan);
        say("the officer approved, commands go to every store");
        erasure.awaitStore("metrics");
        double before = suppressed();
        try (Collector collector = new Collector(stack.kafka())) {
            trace.late(0, leaver.vps().get(0), LATE_SAMPLES).forEach(collector::publish);
            collector.flush();
        }
        Await.until(
                "the late samples being dropped and counted",
                Duration.ofMinutes(1),
                () -> suppressed() >= before + LATE_SAMPLES);
        say(LATE_SAMPLES + " late samples of the erased customer were dropped, and counted");
    }

    /** The case closes: certificate and letter. */
    public JsonNode close() {
        erasure.awaitCompletion();
        JsonNode certificate = erasure.certificate();
        say("the case is closed, the certificate of "
                + certificate.path("stores").size() + " stores verified");
        List<MailServer.Message> letters = erasure.awaitLetters();
        say(letters.size() + " letters reached the customer");
        invoices.requireUnlinked(leaver);
        say("what was invoiced to the customer is as it was, and names nobody");
        return certificate;
    }

    /** Every database, log segment and log is searched for what was known of the customer. */
    public void lookForTraces(JsonNode plan) {
        Traces traces = new Traces(stack, business, leaver, plan, openTicket);
        traces.requireNone();
        say("no trace left but what the plan retained:");
        traces.expected().forEach(where -> say("  " + where));
    }

    /** Nothing of anybody else has changed. */
    public void compareOthers() {
        Map<String, Holdings.Held> after = new Holdings(stack.postgres()).of(others);
        for (var table : othersBefore.entrySet()) {
            if (!table.getValue().equals(after.get(table.getKey()))) {
                throw new StackException("rows of other customers changed in " + table.getKey());
            }
        }
        long rows =
                othersBefore.values().stream().mapToLong(Holdings.Held::rows).sum();
        say("all " + rows + " rows of the other customers are as they were");
    }

    /** The request, to look into. */
    public Erasure erasure() {
        return erasure;
    }

    private List<Person> everybody() {
        List<Person> everybody = new ArrayList<>(others);
        everybody.add(0, leaver);
        return everybody;
    }

    private long publishSamples(List<Person> everybody) {
        long samples = 0;
        int number = 0;
        try (Collector collector = new Collector(stack.kafka());
                LineProtocolCollector telegraf = new LineProtocolCollector(
                        business, stack.options().ports().url("metrics"))) {
            for (Person person : everybody) {
                for (int i = 0; i < VPS_EACH; i++) {
                    Consumer<VpsSampled> way = i == VPS_EACH - 1 ? telegraf::publish : collector::publish;
                    samples += trace.read(number, person.vps().get(i), way);
                    number++;
                }
            }
            collector.flush();
        }
        say(samples + " usage samples published" + (trace.isWhole() ? "" : " (the excerpt)")
                + ", those of a quarter of the VPS instances as line protocol");
        return samples;
    }

    private void awaitSamples(List<Person> everybody, long samples) {
        String[] ids = ids(everybody);
        awaitCount(
                "metrics",
                "SELECT count(*) FROM usage_sample WHERE vps_no IN"
                        + " (SELECT vps_no FROM vps WHERE subject_id::text = ANY (?))",
                ids,
                samples);
        awaitCount("metrics", "SELECT count(*) FROM rollup_pending WHERE ?::text[] IS NOT NULL", ids, 0);
    }

    private void awaitClocks(List<Person> everybody) {
        String[] ids = ids(everybody);
        // Of each: an account, an invoice with its payment, and two tickets.
        awaitCount("retention", "SELECT count(*) FROM clock WHERE subject_id::text = ANY (?)", ids, 5L * ids.length);
        awaitCount(
                "retention",
                "SELECT count(*) FROM clock WHERE subject_id::text = ANY (?) AND kind = 'TICKET'"
                        + " AND closed_at IS NOT NULL",
                ids,
                ids.length);
    }

    private static String[] ids(List<Person> people) {
        return people.stream().map(person -> person.id().toString()).toArray(String[]::new);
    }

    private void awaitCount(String database, String query, String[] ids, long wanted) {
        long[] last = {-1};
        Await.until(
                INTAKE,
                () -> {
                    last[0] = count(database, query, ids);
                    return last[0] == wanted;
                },
                () -> database + " has " + last[0] + " rows instead of " + wanted + ": " + query);
    }

    private long count(String database, String query, String[] ids) {
        try (Connection connection = stack.postgres().connect(database);
                var statement = connection.prepareStatement(query)) {
            statement.setArray(1, connection.createArrayOf("text", ids));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new StackException("database " + database + " cannot be read", e);
        }
    }

    private double suppressed() {
        return business.api()
                .text(stack.options().ports().url("metrics") + "/q/metrics", null)
                .lines()
                .filter(line -> line.startsWith("privacy_suppressed_total") && line.contains("\"samples\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private void say(String what) {
        progress.say("story", what);
    }
}
