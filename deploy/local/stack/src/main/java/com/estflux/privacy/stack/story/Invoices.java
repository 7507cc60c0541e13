package com.estflux.privacy.stack.story;

import com.estflux.privacy.stack.LocalStack;
import com.estflux.privacy.stack.StackException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

/** The month billing invoices: closed, fingerprinted, and the same as plain SQL says. */
final class Invoices {

    private static final int PLAN_CENTS = 2_499;
    private static final long GIBIBYTE = 1L << 30;
    private static final int MONTH_WAIT_SECONDS = 60;

    private final Map<UUID, JsonNode> periods = new HashMap<>();
    private final LocalStack stack;
    private final Business business;
    private final YearMonth month;
    private final String metrics;
    private final String query;
    private int lines;
    private long transmittedBytes;

    Invoices(LocalStack stack, Business business, YearMonth month) {
        this.stack = stack;
        this.business = business;
        this.month = month;
        this.metrics = stack.options().ports().url("metrics");
        this.query = resource("/usage-of-a-month.sql");
    }

    /** Closes a customer's month and bills it: the plan, and a cent for every GiB sent. */
    void bill(Person person) {
        JsonNode period = business.api()
                .put(
                        metrics + "/v1/subjects/" + person.id() + "/billing-periods/" + month,
                        business.systemToken("billing-system"),
                        Api.object());
        periods.put(person.id(), period);
        requireProved(period, "SAMPLES");
        long sent = 0;
        for (JsonNode line : period.path("lines")) {
            requireReproduced(line);
            sent += line.path("amounts").path("transmittedBytes").asLong();
            lines++;
        }
        transmittedBytes += sent;
        business.bill(person, period.path("periodId").asText(), PLAN_CENTS + (sent + GIBIBYTE - 1) / GIBIBYTE);
    }

    /** What was invoiced, in a few words. */
    String summary() {
        return "invoiced " + month + ": " + lines + " VPS instances sent " + transmittedBytes
                + " bytes; every amount is what plain SQL over the samples says, every statement has its SHA-256";
    }

    /** What was invoiced to a customer who is forgotten is as it was, and nobody's. */
    void requireUnlinked(Person person) {
        JsonNode before = period(person);
        JsonNode after = business.api()
                .get(
                        metrics + "/v1/billing-periods/"
                                + before.path("periodId").asText(),
                        business.systemToken("billing-system"));
        if (after.has("subjectId") || after.toString().contains("vpsId")) {
            throw new StackException("an invoiced month still names the erased customer");
        }
        requireProved(after, "TOTALS");
        if (!after.path("sha256").equals(before.path("sha256"))) {
            throw new StackException("an invoiced month changed with the erasure");
        }
    }

    private JsonNode period(Person person) {
        JsonNode period = periods.get(person.id());
        if (period == null) {
            throw new StackException("the customer was not billed");
        }
        return period;
    }

    private void requireProved(JsonNode period, String basis) {
        String url = metrics + "/v1/billing-periods/" + period.path("periodId").asText();
        String statement = business.api().text(url + "/statement", business.systemToken("billing-system"));
        JsonNode verification = business.api().get(url + "/verification", business.systemToken("billing-system"));
        if (!sha256(statement).equals(period.path("sha256").asText())) {
            throw new StackException("a statement does not have the fingerprint of its period");
        }
        if (!verification.path("matches").asBoolean()
                || !verification.path("basis").asText().equals(basis)) {
            throw new StackException("a closed period is not what it was closed with: " + verification);
        }
    }

    private void requireReproduced(JsonNode line) {
        String sql = query.replace(
                        ":'vps'", "'" + UUID.fromString(line.path("vpsId").asText()) + "'")
                .replace(":'month'", "'" + month.atDay(1) + "'");
        try (Connection connection = stack.postgres().connect("metrics");
                var statement = connection.createStatement()) {
            statement.setQueryTimeout(MONTH_WAIT_SECONDS);
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                compare(line, row);
            }
        } catch (SQLException e) {
            throw new StackException("the samples cannot be read", e);
        }
    }

    private static void compare(JsonNode line, ResultSet row) throws SQLException {
        int columns = row.getMetaData().getColumnCount();
        if (columns != line.path("amounts").size() + 1) {
            throw new StackException("plain SQL leaves amounts out: " + line.path("amounts"));
        }
        for (int i = 1; i <= columns; i++) {
            String name = row.getMetaData().getColumnLabel(i);
            JsonNode invoiced = i == 1 ? line.path(name) : line.path("amounts").path(name);
            if (row.getBigDecimal(i).compareTo(invoiced.decimalValue()) != 0) {
                throw new StackException(
                        "invoiced is " + name + "=" + invoiced + ", but plain SQL says " + row.getBigDecimal(i));
            }
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream found = Invoices.class.getResourceAsStream(name)) {
            if (found == null) {
                throw new StackException(name + " is missing");
            }
            return new String(found.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StackException(name + " cannot be read", e);
        }
    }
}
