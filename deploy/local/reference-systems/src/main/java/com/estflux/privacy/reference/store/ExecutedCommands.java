package com.estflux.privacy.reference.store;

import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.rights.Command;
import com.estflux.privacy.contracts.rights.CommandCompleted;
import com.estflux.privacy.contracts.rights.CommandFailed;
import com.estflux.privacy.contracts.rights.Receipt;
import com.estflux.privacy.reference.database.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The final receipts given, without the subject's id: that comes back with the command when it is repeated. */
final class ExecutedCommands {

    private static final String COMPLETED = "command.completed";
    private static final String FAILED = "command.failed";
    private static final String FIND = """
            SELECT receipt_type, receipt || jsonb_build_object('subjectId', ?::text) AS receipt
            FROM command_execution WHERE command_id = ?
            """;
    private static final String ADD = """
            INSERT INTO command_execution (command_id, receipt_type, receipt) VALUES (?, ?, ?::jsonb - 'subjectId')
            """;

    private final EventCodec codec;

    ExecutedCommands(EventCodec codec) {
        this.codec = codec;
    }

    /** The final receipt this command was answered with, if it was. */
    Optional<Receipt> find(Connection connection, Command command) throws SQLException {
        return Sql.first(connection, this::receipt, FIND, command.subjectId().toString(), command.commandId());
    }

    private Receipt receipt(ResultSet row) throws SQLException {
        Class<? extends Receipt> kind =
                row.getString("receipt_type").equals(COMPLETED) ? CommandCompleted.class : CommandFailed.class;
        return codec.fromJson(row.getString("receipt").getBytes(StandardCharsets.UTF_8), kind);
    }

    /** Remembers a final receipt, in the current transaction. */
    void add(Connection connection, Receipt receipt) throws SQLException {
        String type = receipt instanceof CommandCompleted ? COMPLETED : FAILED;
        Sql.update(
                connection, ADD, receipt.commandId(), type, new String(codec.toJson(receipt), StandardCharsets.UTF_8));
    }
}
