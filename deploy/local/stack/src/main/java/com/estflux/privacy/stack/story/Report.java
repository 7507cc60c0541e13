package com.estflux.privacy.stack.story;

import com.estflux.privacy.stack.Progress;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What was stored where, what became of it, and why. */
final class Report {

    private final Progress progress;

    Report(Progress progress) {
        this.progress = progress;
    }

    void print(Map<String, Holdings.Held> before, Map<String, Holdings.Held> after, JsonNode certificate) {
        progress.line("");
        progress.line("  what was stored of the customer, rows before and after:");
        Map<String, Long> tables = new TreeMap<>();
        before.forEach((table, held) -> tables.put(table, held.rows()));
        after.forEach((table, held) -> tables.putIfAbsent(table, 0L));
        tables.forEach((table, rows) ->
                progress.line(String.format(Locale.ROOT, "    %-36s %8d %8d", table, rows, rows(after.get(table)))));
        progress.line("");
        progress.line("  what each store did, as the certificate states:");
        for (JsonNode store : certificate.path("stores")) {
            for (JsonNode outcome : store.path("outcomes")) {
                progress.line(String.format(
                        Locale.ROOT,
                        "    %-10s %-24s %-12s %8d%s",
                        store.path("storeId").asText(),
                        outcome.path("category").asText(),
                        outcome.path("outcome").asText(),
                        outcome.path("count").asLong(),
                        why(outcome)));
            }
        }
        progress.line("");
    }

    private static String why(JsonNode outcome) {
        String until = outcome.path("retainUntil").isTextual()
                ? "  until " + outcome.path("retainUntil").asText()
                : "";
        String basis = outcome.path("legalBasis").isTextual()
                ? "  " + outcome.path("legalBasis").asText()
                : "";
        return until + basis;
    }

    private static long rows(Holdings.@org.jspecify.annotations.Nullable Held held) {
        return held == null ? 0 : held.rows();
    }
}
