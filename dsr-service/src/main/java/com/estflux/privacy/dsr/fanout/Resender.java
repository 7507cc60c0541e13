package com.estflux.privacy.dsr.fanout;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.dsr.config.Backoff;
import com.estflux.privacy.dsr.config.DsrConfig;
import com.estflux.privacy.dsr.request.Alerts;
import com.estflux.privacy.dsr.request.RequestEntity;
import com.estflux.privacy.dsr.request.RequestService;
import com.estflux.privacy.dsr.request.Timeline;
import com.estflux.privacy.platform.transaction.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Says commands again that a store has not answered, ever more rarely, and alerts when a store stays silent. The command
 * is repeated word for word, to all: who has answered recognises it and repeats the same receipt, which changes nothing.
 */
@ApplicationScoped
class Resender {

    private final CommandRepository commands;
    private final StoreTaskRepository tasks;
    private final Commands giving;
    private final RequestService requests;
    private final Timeline timeline;
    private final Alerts alerts;
    private final Transactions transactions;
    private final DsrConfig.Fanout config;
    private final Clock clock;

    Resender(
            CommandRepository commands,
            StoreTaskRepository tasks,
            Commands giving,
            RequestService requests,
            Timeline timeline,
            Alerts alerts,
            Transactions transactions,
            DsrConfig config,
            Clock clock) {
        this.commands = commands;
        this.tasks = tasks;
        this.giving = giving;
        this.requests = requests;
        this.timeline = timeline;
        this.alerts = alerts;
        this.transactions = transactions;
        this.config = config.fanout();
        this.clock = clock;
    }

    @Scheduled(every = "${estflux.dsr.sweep-every}", concurrentExecution = SKIP, identity = "command-resender")
    Uni<Void> resend() {
        return transactions.run(() -> commands.claimUnanswered(clock.instant()).chain(claimed -> Multi.createFrom()
                .iterable(claimed)
                .onItem()
                .transformToUniAndConcatenate(this::resend)
                .collect()
                .last()));
    }

    private Uni<Void> resend(UUID commandId) {
        return commands.findById(commandId)
                .chain(command -> tasks.ofCommand(commandId).chain(told -> {
                    Instant now = clock.instant();
                    List<StoreTaskEntity> open = told.stream()
                            .filter(task -> !task.replaced() && !task.status().isFinal())
                            .toList();
                    List<StoreTaskEntity> silent =
                            open.stream().filter(task -> task.silentAt(now)).toList();
                    if (!silent.isEmpty()) {
                        command.sentAgain();
                    }
                    command.sendNextAt(
                            open.isEmpty()
                                    ? null
                                    : now.plus(Backoff.after(
                                            command.sendings(), config.firstResend(), config.longestResend())));
                    return silent.isEmpty() ? Uni.createFrom().voidItem() : repeat(command, silent);
                }));
    }

    private Uni<Void> repeat(CommandEntity command, List<StoreTaskEntity> silent) {
        return requests.lock(command.requestId())
                .call(() -> giving.repeat(command))
                .chain(request -> Multi.createFrom()
                        .iterable(silent)
                        .onItem()
                        .transformToUniAndConcatenate(task -> tell(request, command, task))
                        .collect()
                        .last());
    }

    private Uni<Void> tell(RequestEntity request, CommandEntity command, StoreTaskEntity task) {
        String sendings = "sending-" + command.sendings();
        return command.sendings() == config.alertAfterSendings()
                ? alerts.raise(request, Alerts.Kind.STORE_SILENT, task.storeId(), sendings)
                : timeline.noteStore(request.requestId(), "command-repeated", task.storeId(), sendings);
    }
}
