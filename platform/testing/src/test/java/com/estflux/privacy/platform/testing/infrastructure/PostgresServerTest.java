package com.estflux.privacy.platform.testing.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

    @Test
    void shouldKeepCommittedRowsThroughKillAndTellRolesApart(@TempDir Path directory) throws SQLException {
        try (PostgresServer server = PostgresServer.start(directory, 0, "super-secret", true)) {
            server.createDatabase("consent", "owner-secret", "application-secret");
            try (Connection owner = connect(server, "consent_owner", "owner-secret")) {
                owner.createStatement().execute("CREATE TABLE kept (id int PRIMARY KEY)");
            }
            try (Connection application = connect(server, "consent", "application-secret")) {
                application.createStatement().execute("INSERT INTO kept VALUES (42)");
                assertThatThrownBy(() -> application.createStatement().execute("DROP TABLE kept"))
                        .isInstanceOf(SQLException.class);
            }

            server.kill();
            server.restart();

            assertThat(kept(server)).containsExactly(42);
        }
    }

    @Test
    void shouldKeepEveryAcknowledgedRowThroughKillWithoutFsync(@TempDir Path directory) throws SQLException {
        try (PostgresServer server = PreparedPostgres.start(directory, "only-for-tests")) {
            server.createDatabase("consent", "owner-secret", "application-secret");
            try (Connection owner = connect(server, "consent_owner", "owner-secret")) {
                owner.createStatement().execute("CREATE TABLE kept (id int PRIMARY KEY)");
                for (int i = 0; i < 500; i++) {
                    owner.createStatement().execute("INSERT INTO kept VALUES (" + i + ")");
                }
                server.kill();
            }

            server.restart();

            assertThat(kept(server)).hasSize(500);
        }
    }

    private static List<Integer> kept(PostgresServer server) throws SQLException {
        try (Connection application = connect(server, "consent", "application-secret");
                var rows = application.createStatement().executeQuery("SELECT id FROM kept")) {
            List<Integer> kept = new ArrayList<>();
            while (rows.next()) {
                kept.add(rows.getInt(1));
            }
            return kept;
        }
    }

    private static Connection connect(PostgresServer server, String role, String password) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("consent"), role, password);
    }
}
