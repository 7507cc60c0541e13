package com.estflux.privacy.dsr.fanout;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a store is with a command.
 *
 * @param storeId the store
 * @param commandId the command
 * @param command its kind
 * @param status how far the store is
 * @param finishedAt when it was done with it, UTC; null while it is not
 * @param failure why it failed, null unless it did
 */
record TaskView(
        String storeId,
        UUID commandId,
        String command,
        TaskStatus status,
        @Nullable Instant finishedAt,
        @Nullable String failure) {

    static TaskView of(StoreTaskEntity task) {
        return new TaskView(
                task.storeId(),
                task.commandId(),
                task.kind().name().toLowerCase(Locale.ROOT),
                task.status(),
                task.finishedAt(),
                task.failure());
    }
}
