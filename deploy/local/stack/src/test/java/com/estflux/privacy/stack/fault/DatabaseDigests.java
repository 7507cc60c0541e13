package com.estflux.privacy.stack.fault;

import com.estflux.privacy.stack.SharedStack;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What every table of the suite's databases holds, as one digest each. */
final class DatabaseDigests {

    /** Tables that keep the books of deliveries, of who asked what and of the time: they tell nothing of people. */
    private static final String BOOKKEEPING = "flyway_schema_history|inbox|outbox|audit_entry|audit_seal|audit_head"
            + "|command_position|known_position|idempotent_request|schema_history|time_mark|decision_change"
            + "|decision_change_horizon";

    private static final List<String> DATABASES =
            List.of("consent", "dsr", "retention", "metrics", "account", "billing", "support");

    private final SharedStack faults;

    DatabaseDigests(SharedStack faults) {
        this.faults = faults;
    }

    /** The digests, by database and table. */
    Map<String, String> take() {
        Map<String, String> digests = new TreeMap<>();
        for (String database : DATABASES) {
            for (String table : tables(database)) {
                String digest = "SELECT count(*) || ' rows, ' || coalesce(md5(string_agg(row, '' ORDER BY row)), '')"
                        + " FROM (SELECT md5(t::text) AS row FROM " + table + " t) AS rows";
                digests.put(
                        database + "." + table, faults.query(database, digest).get(0));
            }
        }
        return digests;
    }

    /** Rows of the outboxes: what was not published yet. */
    long unpublished() {
        return DATABASES.stream()
                .mapToLong(database -> Long.parseLong(
                        faults.query(database, "SELECT count(*) FROM outbox").get(0)))
                .sum();
    }

    private List<String> tables(String database) {
        return faults.query(
                database,
                "SELECT quote_ident(c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition"
                        + " AND c.relname !~ '^(" + BOOKKEEPING + ")$'");
    }
}
