package com.estflux.privacy.dsr.fanout;

import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.rights.PlanItem;
import com.estflux.privacy.contracts.rights.PlanProposed;
import com.estflux.privacy.contracts.rights.Right;
import com.estflux.privacy.contracts.rights.StoreAnnounced;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.contracts.rights.SubjectRestrict;
import com.estflux.privacy.contracts.rights.SubjectVerify;
import com.estflux.privacy.dsr.plan.PlanRunner;
import com.estflux.privacy.dsr.registry.StoreRegistry;
import com.estflux.privacy.dsr.request.Actor;
import com.estflux.privacy.dsr.request.Alerts;
import com.estflux.privacy.dsr.request.RequestEntity;
import com.estflux.privacy.dsr.request.RequestService;
import com.estflux.privacy.dsr.request.Step;
import com.estflux.privacy.platform.problem.Problems;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells every store concerned what to do. All methods run in the caller's transaction, on a locked request. */
@ApplicationScoped
public class FanoutService implements PlanRunner {

    private final StoreRegistry registry;
    private final Commands commands;
    private final RequestService requests;
    private final Alerts alerts;
    private final Clock clock;

    FanoutService(StoreRegistry registry, Commands commands, RequestService requests, Alerts alerts, Clock clock) {
        this.registry = registry;
        this.commands = commands;
        this.requests = requests;
        this.alerts = alerts;
        this.clock = clock;
    }

    @Override
    public Uni<Void> requireStores() {
        return concerned(Right.ERASURE).replaceWithVoid();
    }

    @Override
    public Uni<RequestEntity> run(RequestEntity request, PlanProposed plan, Step step, Actor actor) {
        return concerned(Right.ERASURE)
                .chain(stores -> requests.take(request, step, actor, "revision-" + plan.revision())
                        .call(() -> erase(request, plan, timeNeeded(stores)))
                        .call(() -> alertThoseWhoCannot(request)));
    }

    /** Restricts processing (Art. 18): at once, no plan is needed to stop using data. */
    public Uni<RequestEntity> restrict(RequestEntity request) {
        return concerned(Right.RESTRICTION).chain(stores -> {
            var command = new SubjectRestrict(
                    EventMessage.newId(), request.requestId(), request.subjectId(), List.of(), ids(stores), now());
            return requests.take(request, Step.RUN_AT_ONCE, Actor.SYSTEM, null)
                    .call(() -> commands.give(request, command, timeNeeded(stores)));
        });
    }

    /** Tells stores to erase by a plan. */
    Uni<Void> erase(RequestEntity request, PlanProposed plan, Map<String, Duration> stores) {
        var instructions = plan.items().stream().map(PlanItem::instruction).toList();
        var command = new SubjectErase(
                EventMessage.newId(), request.requestId(), request.subjectId(), instructions, sorted(stores), now());
        return commands.give(request, command, stores);
    }

    /** Asks stores what they still hold. */
    Uni<Void> verify(RequestEntity request, Map<String, Duration> stores) {
        var command = new SubjectVerify(
                EventMessage.newId(), request.requestId(), request.subjectId(), sorted(stores), now());
        return commands.give(request, command, stores);
    }

    private Uni<List<StoreAnnounced>> concerned(Right right) {
        return registry.supporting(right).invoke(stores -> {
            if (stores.isEmpty()) {
                throw Problems.conflict("no-stores", "No store has announced itself for this right", "see /v1/stores");
            }
        });
    }

    /** A store that holds data but cannot erase by itself must be dealt with by people, and not be forgotten. */
    private Uni<Void> alertThoseWhoCannot(RequestEntity request) {
        return registry.all().chain(all -> Multi.createFrom()
                .iterable(all)
                .filter(store -> !store.rights().contains(request.right()))
                .onItem()
                .transformToUniAndConcatenate(
                        store -> alerts.raise(request, Alerts.Kind.STORE_CANNOT, store.storeId(), null))
                .collect()
                .last());
    }

    static Map<String, Duration> timeNeeded(List<StoreAnnounced> stores) {
        return stores.stream().collect(Collectors.toMap(StoreAnnounced::storeId, StoreAnnounced::timeNeeded));
    }

    private static List<String> ids(List<StoreAnnounced> stores) {
        return stores.stream().map(StoreAnnounced::storeId).toList();
    }

    private static List<String> sorted(Map<String, Duration> stores) {
        return stores.keySet().stream().sorted().toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
