package com.estflux.privacy.stack.story;

import com.estflux.privacy.platform.testing.infrastructure.PostgresServer;
import com.estflux.privacy.stack.StackException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What every table holds of some people: how many rows, and a digest of them all. */
final class Holdings {

    /** Tables by what leads from a row to a person; what leads nowhere holds nobody's data. */
    private static final String TABLES = """
            SELECT quote_ident(c.relname) AS name, min(a.attname) FILTER (WHERE a.attname = 'subject_id') AS subject,
                min(a.attname) FILTER (WHERE a.attname = 'vps_id') AS vps,
                min(a.attname) FILTER (WHERE a.attname = 'vps_no') AS vps_no,
                min(a.attname) FILTER (WHERE a.attname = 'ticket_id') AS ticket,
                min(a.attname) FILTER (WHERE a.attname = 'user_id') AS login
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0
              AND c.relname NOT LIKE '%user_session%'
            GROUP BY c.relname ORDER BY c.relname
            """;

    private static final List<String> DATABASES =
            List.of("account", "billing", "support", "consent", "retention", "metrics", "dsr", "keycloak");

    private final PostgresServer postgres;

    Holdings(PostgresServer postgres) {
        this.postgres = postgres;
    }

    /**
     * What a table holds.
     *
     * @param rows how many rows
     * @param digest over all of them
     */
    record Held(long rows, String digest) {}

    /** What is held of these people, by database and table; tables without any are left out. */
    Map<String, Held> of(Collection<Person> people) {
        String[] subjects =
                people.stream().map(person -> person.id().toString()).toArray(String[]::new);
        String[] vps = people.stream()
                .flatMap(person -> person.vps().stream())
                .map(UUID::toString)
                .toArray(String[]::new);
        Map<String, Held> held = new LinkedHashMap<>();
        for (String database : DATABASES) {
            try (Connection connection = postgres.connect(database)) {
                read(connection, database, subjects, vps, held);
            } catch (SQLException e) {
                throw new StackException("database " + database + " cannot be read", e);
            }
        }
        return held;
    }

    private static void read(
            Connection connection, String database, String[] subjects, String[] vps, Map<String, Held> held)
            throws SQLException {
        Map<String, String> conditions = new LinkedHashMap<>();
        try (var statement = connection.createStatement();
                ResultSet tables = statement.executeQuery(TABLES)) {
            while (tables.next()) {
                String condition = condition(tables);
                if (!condition.isEmpty()) {
                    conditions.put(tables.getString("name"), condition);
                }
            }
        }
        Array subjectArray = connection.createArrayOf("text", subjects);
        Array vpsArray = connection.createArrayOf("text", vps);
        for (var table : conditions.entrySet()) {
            Held found = digest(
                    connection,
                    table.getKey(),
                    table.getValue(),
                    table.getValue().contains("vps_id::text")
                                    && !table.getValue().contains("subject_id")
                            ? vpsArray
                            : subjectArray);
            if (found.rows() > 0) {
                held.put(database + "." + table.getKey(), found);
            }
        }
    }

    private static String condition(ResultSet table) throws SQLException {
        if (table.getString("subject") != null) {
            return "t.subject_id::text = ANY (?)";
        }
        if (table.getString("vps") != null) {
            return "t.vps_id::text = ANY (?)";
        }
        if (table.getString("vps_no") != null) {
            return "t.vps_no IN (SELECT vps_no FROM vps WHERE subject_id::text = ANY (?))";
        }
        if (table.getString("ticket") != null) {
            return "t.ticket_id IN (SELECT record_id FROM ticket WHERE subject_id::text = ANY (?))";
        }
        if (table.getString("login") != null) {
            return "t.user_id::text = ANY (?)";
        }
        return table.getString("name").equals("user_entity") ? "t.id::text = ANY (?)" : "";
    }

    private static Held digest(Connection connection, String table, String condition, Array ids) throws SQLException {
        String query = "SELECT count(*), coalesce(md5(string_agg(row, '' ORDER BY row)), '') FROM"
                + " (SELECT md5(t::text) AS row FROM public." + table + " t WHERE " + condition + ") AS rows";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setArray(1, ids);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Held(row.getLong(1), row.getString(2));
            }
        }
    }
}
