package com.estflux.privacy.platform.store;

import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.rights.Command;
import com.estflux.privacy.contracts.rights.CommandCompleted;
import com.estflux.privacy.contracts.rights.CommandFailed;
import com.estflux.privacy.contracts.rights.Receipt;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The final receipts given, without the subject's id: that comes back with the command when it is repeated. */
@ApplicationScoped
class ExecutedCommands {

    private static final String SUBJECT = "subjectId";
    private static final String INSERT = """
            INSERT INTO command_execution (command_id, receipt_type, result, finished_at)
            VALUES (:commandId, :receiptType, cast(cast(:result AS text) AS jsonb), clock_timestamp())
            """;

    private final EventCodec codec;

    ExecutedCommands(EventCodec codec) {
        this.codec = codec;
    }

    /** The final receipt this command was answered with, if it was. */
    Uni<Optional<Receipt>> find(Command command) {
        return Panache.getSession().chain(session -> session.createNativeQuery(
                        "SELECT receipt_type, cast(result AS text) FROM command_execution WHERE command_id = :commandId",
                        Object[].class)
                .setParameter("commandId", command.commandId())
                .getSingleResultOrNull()
                .map(row ->
                        Optional.ofNullable(row).map(found -> receipt(command, (String) found[0], (String) found[1]))));
    }

    /** Remembers a final receipt, in the current transaction. */
    Uni<Void> add(Receipt receipt) {
        JsonObject result = new JsonObject(new String(codec.toJson(receipt), StandardCharsets.UTF_8));
        result.remove(SUBJECT);
        return Panache.getSession().chain(session -> session.createNativeQuery(INSERT)
                .setParameter("commandId", receipt.commandId())
                .setParameter(
                        "receiptType", receipt instanceof CommandCompleted ? "command.completed" : "command.failed")
                .setParameter("result", result.encode())
                .executeUpdate()
                .replaceWithVoid());
    }

    private Receipt receipt(Command command, String type, String result) {
        String json = new JsonObject(result)
                .put(SUBJECT, command.subjectId().toString())
                .encode();
        Class<? extends Receipt> receiptClass =
                type.equals("command.completed") ? CommandCompleted.class : CommandFailed.class;
        return codec.fromJson(json.getBytes(StandardCharsets.UTF_8), receiptClass);
    }
}
