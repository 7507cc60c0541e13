package com.estflux.privacy.dsr.fanout;

import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.rights.CommandAcknowledged;
import com.estflux.privacy.contracts.rights.CommandCompleted;
import com.estflux.privacy.contracts.rights.CommandFailed;
import com.estflux.privacy.contracts.rights.Receipt;
import com.estflux.privacy.dsr.request.Alerts;
import com.estflux.privacy.dsr.request.RequestEntity;
import com.estflux.privacy.dsr.request.RequestService;
import com.estflux.privacy.dsr.request.Timeline;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Takes receipts in: believes those it must, keeps the first final one of each store, and moves the request on. */
@ApplicationScoped
class ReceiptService {

    private final CommandRepository commands;
    private final StoreTaskRepository tasks;
    private final RequestService requests;
    private final Progress progress;
    private final Timeline timeline;
    private final Alerts alerts;
    private final AuditLog audit;
    private final EventCodec codec;
    private final MeterRegistry meters;

    ReceiptService(
            CommandRepository commands,
            StoreTaskRepository tasks,
            RequestService requests,
            Progress progress,
            Timeline timeline,
            Alerts alerts,
            AuditLog audit,
            EventCodec codec,
            MeterRegistry meters) {
        this.commands = commands;
        this.tasks = tasks;
        this.requests = requests;
        this.progress = progress;
        this.timeline = timeline;
        this.alerts = alerts;
        this.audit = audit;
        this.codec = codec;
        this.meters = meters;
    }

    Uni<Void> take(EventMessage<? extends Receipt> event) {
        Receipt receipt = event.data();
        return commands.find("select requestId from CommandEntity where commandId = ?1", receipt.commandId())
                .project(UUID.class)
                .firstResult()
                .chain(requestId -> {
                    if (requestId == null) {
                        // Answers to retention-service's disposals come this way too; they are none of ours.
                        meters.counter("dsr.receipts.unmatched").increment();
                        return Uni.createFrom().voidItem();
                    }
                    return requests.lock(requestId).chain(request -> tasks.findById(
                                    new StoreTaskEntity.Key(receipt.commandId(), receipt.storeId()))
                            .chain(task -> {
                                Optional<String> refusal = ReceiptRule.refusal(event, request.subjectId(), task);
                                return refusal.isPresent()
                                        ? refuse(request, receipt, refusal.get())
                                        : apply(request, task, receipt);
                            }));
                });
    }

    private Uni<Void> refuse(RequestEntity request, Receipt receipt, String reason) {
        meters.counter("dsr.receipts.refused", "reason", reason).increment();
        AuditEntry entry = AuditEntry.of("receipt.refuse", AuditEntry.SYSTEM, AuditOutcome.REFUSED)
                .about(request.subjectId())
                .object("command", receipt.commandId().toString())
                .because(reason);
        return audit.record(entry)
                .chain(() -> alerts.raise(request, Alerts.Kind.RECEIPT_REFUSED, receipt.storeId(), reason));
    }

    private Uni<Void> apply(RequestEntity request, StoreTaskEntity task, Receipt receipt) {
        if (task.replaced() || task.status().isFinal()) {
            return Uni.createFrom().voidItem();
        }
        if (receipt instanceof CommandAcknowledged acknowledged) {
            if (task.status() == TaskStatus.ACKNOWLEDGED) {
                return Uni.createFrom().voidItem();
            }
            task.acknowledged(acknowledged.acknowledgedAt());
            return timeline.noteStore(request.requestId(), "store-acknowledged", task.storeId(), kind(task));
        }
        if (receipt instanceof CommandFailed failed) {
            String reason = failed.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
            task.failed(reason, failed.failedAt());
            return alerts.raise(request, Alerts.Kind.STORE_FAILED, task.storeId(), kind(task) + ":" + reason);
        }
        CommandCompleted completed = (CommandCompleted) receipt;
        task.completed(new String(codec.toJson(completed), StandardCharsets.UTF_8), completed.completedAt());
        return timeline.noteStore(request.requestId(), "store-completed", task.storeId(), kind(task))
                .chain(() -> progress.advance(request, task.kind()));
    }

    private static String kind(StoreTaskEntity task) {
        return task.kind().name().toLowerCase(Locale.ROOT);
    }
}
