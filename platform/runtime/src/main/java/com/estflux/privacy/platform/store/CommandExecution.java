package com.estflux.privacy.platform.store;

import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.EventType;
import com.estflux.privacy.contracts.proof.Sender;
import com.estflux.privacy.contracts.rights.CategoryOutcome;
import com.estflux.privacy.contracts.rights.Command;
import com.estflux.privacy.contracts.rights.CommandAcknowledged;
import com.estflux.privacy.contracts.rights.CommandCompleted;
import com.estflux.privacy.contracts.rights.CommandFailed;
import com.estflux.privacy.contracts.rights.FailureReason;
import com.estflux.privacy.contracts.rights.Receipt;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.deletion.HeldData;
import com.estflux.privacy.platform.messaging.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Carries a command out once: effect, suppression, what was executed and the receipt are one transaction. The same
 * command again has no effect and is answered with the very same receipt.
 */
@ApplicationScoped
class CommandExecution {

    private final PrivacyStore store;
    private final ExecutedCommands executed;
    private final Suppression suppression;
    private final Instance<SubjectTraces> traces;
    private final HeldData heldData;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    CommandExecution(
            PrivacyStore store,
            ExecutedCommands executed,
            Suppression suppression,
            Instance<SubjectTraces> traces,
            HeldData heldData,
            Outbox outbox,
            AuditLog audit,
            Clock clock) {
        this.store = store;
        this.executed = executed;
        this.suppression = suppression;
        this.traces = traces;
        this.heldData = heldData;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Erases, and sees to it that what arrives later is not stored again. */
    Uni<Void> erase(SubjectErase command) {
        return execute(command, () -> suppression
                .add(command.subjectId())
                .chain(() -> forgetTraces(command.subjectId()))
                .chain(() -> heldData.spare(command, store.describe().categories()))
                .chain(store::erase));
    }

    /** Carries a command out if it is addressed to this store and was not carried out before. */
    Uni<Void> execute(Command command, Supplier<Uni<List<CategoryOutcome>>> effect) {
        String storeId = store.describe().storeId();
        if (!command.stores().contains(storeId)) {
            return Uni.createFrom().voidItem();
        }
        return executed.find(command)
                .chain(earlier ->
                        earlier.isPresent() ? publish(earlier.get()) : executeFirst(command, storeId, effect));
    }

    private Uni<Void> executeFirst(Command command, String storeId, Supplier<Uni<List<CategoryOutcome>>> effect) {
        return publish(new CommandAcknowledged(command.commandId(), storeId, command.subjectId(), now()))
                .chain(() -> finalReceipt(command, storeId, effect))
                .chain(receipt -> executed.add(receipt)
                        .chain(() -> record(command, receipt))
                        .chain(() -> publish(receipt)));
    }

    private Uni<Receipt> finalReceipt(Command command, String storeId, Supplier<Uni<List<CategoryOutcome>>> effect) {
        return Uni.createFrom()
                .deferred(() -> effect.get())
                .<Receipt>map(outcomes ->
                        new CommandCompleted(command.commandId(), storeId, command.subjectId(), outcomes, now()))
                .onFailure(UnsupportedRightException.class)
                .recoverWithItem(() -> new CommandFailed(
                        command.commandId(), storeId, command.subjectId(), FailureReason.UNSUPPORTED, now()));
    }

    /** Who had what done to whose data; what was done is in the receipt. */
    private Uni<Void> record(Command command, Receipt receipt) {
        EventType type = EventType.of(command);
        String issuer = Sender.of(type).orElseThrow().participant().apply(command);
        AuditOutcome outcome = receipt instanceof CommandFailed ? AuditOutcome.REFUSED : AuditOutcome.DONE;
        return audit.record(AuditEntry.of("command." + type.shortName(), "client:" + issuer, outcome)
                .about(command.subjectId())
                .object("command", command.commandId().toString()));
    }

    private Uni<Void> forgetTraces(UUID subjectId) {
        Uni<Void> forgotten = Uni.createFrom().voidItem();
        for (SubjectTraces trace : traces) {
            forgotten = forgotten.chain(() -> trace.forget(subjectId));
        }
        return forgotten;
    }

    /** A receipt's id and time follow from what it says, so that a repeated one is recognised as the same. */
    private Uni<Void> publish(Receipt receipt) {
        if (receipt instanceof CommandAcknowledged acknowledged) {
            return publish(receipt, "/acknowledged", acknowledged.acknowledgedAt());
        }
        return publish(
                receipt,
                "/final",
                receipt instanceof CommandFailed failed
                        ? failed.failedAt()
                        : ((CommandCompleted) receipt).completedAt());
    }

    private Uni<Void> publish(Receipt receipt, String stage, Instant time) {
        String name = receipt.commandId() + "/" + receipt.storeId() + stage;
        String id =
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
        return outbox.publish(new EventMessage<>(id, outbox.source(), time, receipt));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
