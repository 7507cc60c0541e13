package com.estflux.privacy.dsr.fanout;

import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.rights.CaseStatus;
import com.estflux.privacy.contracts.rights.Right;
import com.estflux.privacy.contracts.rights.SubjectRestrict;
import com.estflux.privacy.contracts.rights.SubjectUnrestrict;
import com.estflux.privacy.dsr.plan.PlanService;
import com.estflux.privacy.dsr.request.Actor;
import com.estflux.privacy.dsr.request.RequestEntity;
import com.estflux.privacy.dsr.request.RequestService;
import com.estflux.privacy.dsr.request.RequestView;
import com.estflux.privacy.dsr.request.Step;
import com.estflux.privacy.platform.problem.Problems;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** What an officer can do while stores work: see how far they are, tell one again, lift a restriction. */
@ApplicationScoped
class TaskService {

    private final StoreTaskRepository tasks;
    private final FanoutService fanout;
    private final Commands commands;
    private final PlanService plans;
    private final RequestService requests;
    private final Clock clock;

    TaskService(
            StoreTaskRepository tasks,
            FanoutService fanout,
            Commands commands,
            PlanService plans,
            RequestService requests,
            Clock clock) {
        this.tasks = tasks;
        this.fanout = fanout;
        this.commands = commands;
        this.plans = plans;
        this.requests = requests;
        this.clock = clock;
    }

    /** The tasks that count, by store. */
    @WithTransaction
    Uni<List<TaskView>> of(UUID requestId) {
        return tasks.current(requestId)
                .map(current -> current.stream().map(TaskView::of).toList());
    }

    /** Gives a new command to a store that failed, or that still holds what it should not. */
    @WithTransaction
    Uni<RequestView> retry(UUID requestId, String storeId, Actor officer) {
        return requests.lock(requestId)
                .chain(request -> tasks.current(requestId)
                        .chain(current -> {
                            StoreTaskEntity failed = current.stream()
                                    .filter(task ->
                                            task.storeId().equals(storeId) && task.status() == TaskStatus.FAILED)
                                    .findFirst()
                                    .orElseThrow(() -> Problems.conflict(
                                            "nothing-to-retry",
                                            "The store has not failed",
                                            "see the request's stores"));
                            return again(request, failed, current)
                                    .chain(() -> requests.note(request, "store-retried", officer, storeId));
                        })
                        .replaceWith(request))
                .map(RequestView::of);
    }

    private Uni<?> again(RequestEntity request, StoreTaskEntity failed, List<StoreTaskEntity> current) {
        Map<String, Duration> store = Map.of(failed.storeId(), failed.timeNeeded());
        return switch (failed.kind()) {
            case ERASE -> {
                failed.replace();
                yield erase(request, store);
            }
            case VERIFY -> {
                if (!"mismatch".equals(failed.failure())) {
                    failed.replace();
                    yield fanout.verify(request, store);
                }
                // The store works again and everybody is asked again afterwards.
                current.stream()
                        .filter(task -> task.kind() == CommandKind.VERIFY
                                || (task.kind() == CommandKind.ERASE
                                        && task.storeId().equals(failed.storeId())))
                        .forEach(StoreTaskEntity::replace);
                yield erase(request, store);
            }
            case RESTRICT -> {
                failed.replace();
                yield commands.give(
                        request,
                        new SubjectRestrict(
                                EventMessage.newId(),
                                request.requestId(),
                                request.subjectId(),
                                List.of(),
                                List.of(failed.storeId()),
                                now()),
                        store);
            }
            case UNRESTRICT -> {
                failed.replace();
                yield unrestrict(request, store);
            }
        };
    }

    private Uni<?> erase(RequestEntity request, Map<String, Duration> store) {
        return requests.take(request, Step.RUN_AGAIN, Actor.SYSTEM, null)
                .chain(() -> plans.proposal(request.requestId()))
                .chain(plan -> fanout.erase(request, plan.orElseThrow(), store));
    }

    /** Lifts a restriction that stands: every store that restricted is told (Art. 18(3)). */
    @WithTransaction
    Uni<RequestView> lift(UUID requestId, Actor actor) {
        return requests.lock(requestId)
                .chain(request -> tasks.current(requestId)
                        .chain(current -> {
                            boolean standing = request.right() == Right.RESTRICTION
                                    && request.status() == CaseStatus.COMPLETED
                                    && current.stream().noneMatch(task -> task.kind() == CommandKind.UNRESTRICT);
                            if (!standing) {
                                throw Problems.conflict(
                                        "not-possible-now",
                                        "No restriction of this request stands",
                                        "see its timeline");
                            }
                            return requests.note(request, "restriction-lifting", actor, null)
                                    .chain(() -> unrestrict(request, stores(current)));
                        })
                        .replaceWith(request))
                .map(RequestView::of);
    }

    private Uni<Void> unrestrict(RequestEntity request, Map<String, Duration> stores) {
        return commands.give(
                request,
                new SubjectUnrestrict(
                        EventMessage.newId(),
                        request.requestId(),
                        request.subjectId(),
                        List.of(),
                        stores.keySet().stream().sorted().toList(),
                        now()),
                stores);
    }

    private static Map<String, Duration> stores(List<StoreTaskEntity> current) {
        return current.stream().collect(Collectors.toMap(StoreTaskEntity::storeId, StoreTaskEntity::timeNeeded));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
