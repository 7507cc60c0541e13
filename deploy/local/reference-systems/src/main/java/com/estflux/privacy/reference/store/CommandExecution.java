package com.estflux.privacy.reference.store;

import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.rights.CategoryDispose;
import com.estflux.privacy.contracts.rights.CategoryOutcome;
import com.estflux.privacy.contracts.rights.Command;
import com.estflux.privacy.contracts.rights.CommandAcknowledged;
import com.estflux.privacy.contracts.rights.CommandCompleted;
import com.estflux.privacy.contracts.rights.CommandFailed;
import com.estflux.privacy.contracts.rights.FailureReason;
import com.estflux.privacy.contracts.rights.Receipt;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.contracts.rights.SubjectVerify;
import com.estflux.privacy.reference.outbox.Outbox;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Carries a command out once: effect, suppression, what was executed and the receipt are one transaction, the caller's.
 * The same command again has no effect and is answered with the very same receipt.
 */
final class CommandExecution {

    private final Store store;
    private final Holdings holdings;
    private final SystemContext context;
    private final ExecutedCommands executed;

    CommandExecution(Store store, SystemContext context, EventCodec codec) {
        this.store = store;
        this.holdings = new Holdings(store);
        this.context = context;
        this.executed = new ExecutedCommands(codec);
    }

    /** Carries a command out if it is addressed to this store and was not carried out before. */
    void execute(Connection connection, Command command) throws SQLException {
        if (!command.stores().contains(store.storeId())) {
            return;
        }
        Optional<Receipt> earlier = executed.find(connection, command);
        if (earlier.isPresent()) {
            publish(connection, earlier.get());
            return;
        }
        publish(
                connection,
                new CommandAcknowledged(command.commandId(), store.storeId(), command.subjectId(), context.now()));
        Receipt receipt = carryOut(connection, command);
        executed.add(connection, receipt);
        publish(connection, receipt);
    }

    private Receipt carryOut(Connection connection, Command command) throws SQLException {
        if (command instanceof SubjectErase erase) {
            context.suppression().add(connection, erase.subjectId());
            return completed(command, holdings.erase(connection, erase));
        }
        if (command instanceof SubjectVerify verify) {
            return completed(command, holdings.verify(connection, verify.subjectId()));
        }
        if (command instanceof CategoryDispose dispose) {
            return holdings.dispose(connection, dispose)
                    .map(outcomes -> completed(command, outcomes))
                    .orElseGet(() -> failed(command, FailureReason.UNKNOWN_CATEGORY));
        }
        return failed(command, FailureReason.UNSUPPORTED);
    }

    private Receipt completed(Command command, List<CategoryOutcome> outcomes) {
        return new CommandCompleted(command.commandId(), store.storeId(), command.subjectId(), outcomes, context.now());
    }

    private Receipt failed(Command command, FailureReason reason) {
        return new CommandFailed(command.commandId(), store.storeId(), command.subjectId(), reason, context.now());
    }

    /** A receipt's id and time follow from what it says, so that a repeated one is recognised as the same. */
    private void publish(Connection connection, Receipt receipt) throws SQLException {
        Outbox outbox = context.outbox();
        String stage = receipt instanceof CommandAcknowledged ? "acknowledged" : "final";
        String name = receipt.commandId() + "/" + receipt.storeId() + "/" + stage;
        String id =
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
        outbox.publish(connection, new EventMessage<>(id, outbox.source(), timeOf(receipt), receipt));
    }

    private static Instant timeOf(Receipt receipt) {
        if (receipt instanceof CommandAcknowledged acknowledged) {
            return acknowledged.acknowledgedAt();
        }
        return receipt instanceof CommandFailed failed ? failed.failedAt() : ((CommandCompleted) receipt).completedAt();
    }
}
