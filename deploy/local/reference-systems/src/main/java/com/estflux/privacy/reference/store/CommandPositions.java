package com.estflux.privacy.reference.store;

import com.estflux.privacy.reference.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;

/** How far the command log has been carried out, per partition. */
final class CommandPositions {

    private static final String SAVE = """
            INSERT INTO command_position (topic_partition, next_offset) VALUES (?, ?)
            ON CONFLICT (topic_partition) DO UPDATE SET next_offset = excluded.next_offset
            """;

    private CommandPositions() {}

    static void save(Connection connection, int partition, long nextOffset) throws SQLException {
        Sql.update(connection, SAVE, partition, nextOffset);
    }

    static Map<Integer, Long> read(Connection connection) throws SQLException {
        return Sql.list(
                        connection,
                        row -> Map.entry(row.getInt("topic_partition"), row.getLong("next_offset")),
                        "SELECT topic_partition, next_offset FROM command_position")
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
