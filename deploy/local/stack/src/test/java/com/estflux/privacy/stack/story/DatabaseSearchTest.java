package com.estflux.privacy.stack.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.platform.testing.infrastructure.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseSearchTest {

    private final Needles needles = new Needles(Map.of("name", "Qwertzuiopas"));

    @TempDir
    Path folder;

    @Test
    void shouldFindTheRowsOfAnyDatabaseWithAValueAsTextOrBytes() throws SQLException {
        try (PostgresServer postgres = PostgresServer.start(folder, 0, "secret", false)) {
            postgres.createDatabase("dsr", "secret", "secret");
            try (var connection = postgres.connect("dsr");
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE letter (id int, text text, sealed bytea)");
                statement.execute("INSERT INTO letter SELECT i, 'Dear customer ' || i, '\\x00' FROM"
                        + " generate_series(1, 1000) i");
                assertThat(new DatabaseSearch(postgres).search(needles)).isEmpty();

                statement.execute("UPDATE letter SET text = 'Dear QwertzUIOPAS' WHERE id = 700");
                statement.execute("UPDATE letter SET sealed = 'Qwertzuiopas'::bytea WHERE id = 3");
            }

            assertThat(new DatabaseSearch(postgres).search(needles))
                    .hasSize(2)
                    .allSatisfy(finding -> assertThat(finding.where()).isEqualTo("dsr public.letter"))
                    .extracting(Finding::content)
                    .anySatisfy(row -> assertThat(row).startsWith("700\t"))
                    .anySatisfy(row -> assertThat(row).startsWith("3\t"));
        }
    }
}
