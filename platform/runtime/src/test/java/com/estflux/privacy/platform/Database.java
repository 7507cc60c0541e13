package com.estflux.privacy.platform;

import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The service's database, looked at from outside. */
public final class Database {

    private static final String NAME = "consent";

    private Database() {}

    /** The first column of every row, as text. */
    public static List<String> query(String sql, Object... parameters) {
        try (var connection = Infrastructure.get().postgres().connect(NAME);
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<String> values = new ArrayList<>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    values.add(String.valueOf(rows.getString(1)));
                }
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The only number of the only row. */
    public static long count(String sql, Object... parameters) {
        return Long.parseLong(query(sql, parameters).get(0));
    }

    /** Changes rows as the superuser. */
    public static int update(String sql, Object... parameters) {
        try (var connection = Infrastructure.get().postgres().connect(NAME);
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs statements as the superuser, in one transaction. */
    public static void script(String sql) {
        try (var connection = Infrastructure.get().postgres().connect(NAME);
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every row of every table of the service, as text. */
    public static String dump() {
        StringBuilder dump = new StringBuilder();
        for (String table : query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
                + " AND table_type = 'BASE TABLE'")) {
            query("SELECT cast(row_to_json(t) AS text) FROM " + table + " t")
                    .forEach(row -> dump.append(table).append(' ').append(row).append('\n'));
        }
        return dump.toString();
    }
}
