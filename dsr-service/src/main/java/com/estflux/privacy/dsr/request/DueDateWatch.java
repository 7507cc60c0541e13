package com.estflux.privacy.dsr.request;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.dsr.config.DsrConfig;
import com.estflux.privacy.platform.time.Tallinn;
import com.estflux.privacy.platform.transaction.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;

/** Alerts once to each case whose due date comes near. Replicas share the cases between them. */
@ApplicationScoped
class DueDateWatch {

    private final RequestRepository requests;
    private final Alerts alerts;
    private final Transactions transactions;
    private final DsrConfig config;
    private final Clock clock;

    DueDateWatch(RequestRepository requests, Alerts alerts, Transactions transactions, DsrConfig config, Clock clock) {
        this.requests = requests;
        this.alerts = alerts;
        this.transactions = transactions;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "${estflux.dsr.sweep-every}", concurrentExecution = SKIP, identity = "due-date-watch")
    Uni<Void> watch() {
        LocalDate horizon =
                Tallinn.today(clock).plusDays(config.alertBeforeDue().toDays());
        return transactions.run(() -> requests.claimDue(horizon).chain(due -> Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUniAndConcatenate(this::alert)
                .collect()
                .last()));
    }

    private Uni<Void> alert(UUID requestId) {
        return requests.findById(requestId).chain(request -> {
            request.alerted(clock.instant());
            return alerts.raise(
                    request, Alerts.Kind.DUE_SOON, null, request.dueOn().toString());
        });
    }
}
