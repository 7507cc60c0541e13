package com.estflux.privacy.stack.story;

import com.estflux.privacy.platform.testing.infrastructure.PostgresServer;
import com.estflux.privacy.stack.StackException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.postgresql.PGConnection;

/** Dumps every table of every database, Keycloak's too, and looks at each row. */
final class DatabaseSearch {

    private static final String TABLES = """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND c.relpersistence <> 't'
              AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
            ORDER BY 1
            """;

    private final PostgresServer postgres;

    DatabaseSearch(PostgresServer postgres) {
        this.postgres = postgres;
    }

    /** Rows with any of the values. */
    List<Finding> search(Needles needles) {
        List<Finding> findings = new ArrayList<>();
        try {
            for (String database : databases()) {
                try (Connection connection = postgres.connect(database)) {
                    for (String table : list(connection, TABLES)) {
                        dump(connection, table, new Rows(database + " " + table, needles, findings));
                    }
                }
            }
            return findings;
        } catch (SQLException | IOException e) {
            throw new StackException("a database cannot be dumped", e);
        }
    }

    private List<String> databases() throws SQLException {
        try (Connection connection = postgres.connect("postgres")) {
            return list(connection, "SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate");
        }
    }

    private static void dump(Connection connection, String table, OutputStream into) throws SQLException, IOException {
        connection.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY " + table + " TO STDOUT", into);
    }

    private static List<String> list(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> list = new ArrayList<>();
            while (rows.next()) {
                list.add(rows.getString(1));
            }
            return list;
        }
    }

    /** Takes a dump, which comes a row at a time. */
    private static final class Rows extends OutputStream {

        private final String where;
        private final Needles needles;
        private final List<Finding> findings;

        Rows(String where, Needles needles, List<Finding> findings) {
            this.where = where;
            this.needles = needles;
            this.findings = findings;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one});
        }

        @Override
        public void write(byte[] row) {
            write(row, 0, row.length);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            Set<String> found = needles.in(bytes, offset, length);
            if (!found.isEmpty()) {
                findings.add(new Finding(where, found, new String(bytes, offset, length, StandardCharsets.UTF_8)));
            }
        }
    }
}
