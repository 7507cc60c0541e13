package com.estflux.privacy.dsr.fanout;

import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.rights.Command;
import com.estflux.privacy.dsr.config.DsrConfig;
import com.estflux.privacy.dsr.request.RequestEntity;
import com.estflux.privacy.platform.messaging.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Gives commands: remembers them with a task per store, and publishes them, all in the current transaction. */
@ApplicationScoped
class Commands {

    private final CommandRepository commands;
    private final StoreTaskRepository tasks;
    private final Outbox outbox;
    private final EventCodec codec;
    private final DsrConfig.Fanout config;

    Commands(CommandRepository commands, StoreTaskRepository tasks, Outbox outbox, EventCodec codec, DsrConfig config) {
        this.commands = commands;
        this.tasks = tasks;
        this.outbox = outbox;
        this.codec = codec;
        this.config = config.fanout();
    }

    /**
     * Gives a command to the stores it names.
     *
     * @param timeNeeded how long each store may need, by store id
     */
    Uni<Void> give(RequestEntity request, Command command, Map<String, Duration> timeNeeded) {
        CommandKind kind = CommandKind.of(command);
        var row = new CommandEntity(
                command.commandId(),
                request.requestId(),
                kind,
                new String(codec.toJson(command), StandardCharsets.UTF_8),
                command.issuedAt(),
                command.issuedAt().plus(config.firstResend()));
        var rows = command.stores().stream()
                .map(storeId -> new StoreTaskEntity(
                        command.commandId(),
                        storeId,
                        request.requestId(),
                        kind,
                        timeNeeded.getOrDefault(storeId, Duration.ZERO)))
                .toList();
        return commands.persist(row).chain(() -> tasks.persist(rows)).chain(() -> outbox.publish(command));
    }

    /** Says a command again, word for word: only the id of the event is new. */
    Uni<Void> repeat(CommandEntity command) {
        return outbox.publish(codec.fromJson(
                command.payload().getBytes(StandardCharsets.UTF_8),
                command.kind().data()));
    }
}
