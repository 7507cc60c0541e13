package com.estflux.privacy.dsr.fanout;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.rights.CategoryOutcome;
import com.estflux.privacy.contracts.rights.CommandCompleted;
import com.estflux.privacy.contracts.rights.PlanProposed;
import com.estflux.privacy.dsr.closing.ClosingService;
import com.estflux.privacy.dsr.closing.StoreReport;
import com.estflux.privacy.dsr.plan.PlanService;
import com.estflux.privacy.dsr.request.Actor;
import com.estflux.privacy.dsr.request.Alerts;
import com.estflux.privacy.dsr.request.RequestEntity;
import com.estflux.privacy.dsr.request.RequestService;
import com.estflux.privacy.dsr.request.Step;
import com.estflux.privacy.platform.deletion.HeldData;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Moves a request on when every store has answered: from work to the second question, from there to its end. */
@ApplicationScoped
class Progress {

    /** This service keeps the case itself until it is over, plan or not: it is the proof (Art. 5(2)). */
    private static final String OWN_STORE = "dsr";

    private final StoreTaskRepository tasks;
    private final FanoutService fanout;
    private final PlanService plans;
    private final HeldData heldData;
    private final ClosingService closing;
    private final RequestService requests;
    private final Alerts alerts;
    private final EventCodec codec;
    private final Clock clock;

    Progress(
            StoreTaskRepository tasks,
            FanoutService fanout,
            PlanService plans,
            HeldData heldData,
            ClosingService closing,
            RequestService requests,
            Alerts alerts,
            EventCodec codec,
            Clock clock) {
        this.tasks = tasks;
        this.fanout = fanout;
        this.plans = plans;
        this.heldData = heldData;
        this.closing = closing;
        this.requests = requests;
        this.alerts = alerts;
        this.codec = codec;
        this.clock = clock;
    }

    /** Takes the next step if the last store has answered to this kind of command. */
    Uni<Void> advance(RequestEntity request, CommandKind kind) {
        return tasks.current(request.requestId()).chain(all -> {
            List<StoreTaskEntity> done = of(all, kind);
            if (done.stream().anyMatch(task -> task.status() != TaskStatus.COMPLETED)) {
                return Uni.createFrom().voidItem();
            }
            return switch (kind) {
                case ERASE ->
                    requests.take(request, Step.VERIFY, Actor.SYSTEM, null)
                            .chain(() -> fanout.verify(request, stores(done)));
                case VERIFY ->
                    plans.proposal(request.requestId()).chain(plan -> heldData.categoriesOf(request.subjectId())
                            .chain(held ->
                                    conclude(request, plan.orElseThrow(), held, of(all, CommandKind.ERASE), done)));
                case RESTRICT -> closing.complete(request, null, reports(done, Map.of()));
                case UNRESTRICT -> requests.note(request, "restriction-lifted", Actor.SYSTEM, null);
            };
        });
    }

    private Uni<Void> conclude(
            RequestEntity request,
            PlanProposed plan,
            Predicate<DataCategory> held,
            List<StoreTaskEntity> erased,
            List<StoreTaskEntity> verified) {
        Map<String, StoreTaskEntity> answers =
                verified.stream().collect(Collectors.toMap(StoreTaskEntity::storeId, Function.identity()));
        List<Mismatch> mismatches = erased.stream()
                .map(task -> mismatch(plan, held, task, Objects.requireNonNull(answers.get(task.storeId()))))
                .filter(Objects::nonNull)
                .toList();
        if (mismatches.isEmpty()) {
            return closing.complete(request, plan, reports(erased, answers));
        }
        return Multi.createFrom()
                .iterable(mismatches)
                .onItem()
                .transformToUniAndConcatenate(mismatch -> {
                    mismatch.task().failed("mismatch", clock.instant().truncatedTo(ChronoUnit.MICROS));
                    return alerts.raise(
                            request,
                            Alerts.Kind.VERIFICATION_MISMATCH,
                            mismatch.task().storeId(),
                            mismatch.reason());
                })
                .collect()
                .last();
    }

    private record Mismatch(StoreTaskEntity task, String reason) {}

    /** A hold that came after the plan was frozen lets a store keep what the plan did not. */
    private @Nullable Mismatch mismatch(
            PlanProposed plan, Predicate<DataCategory> held, StoreTaskEntity erased, StoreTaskEntity verified) {
        Set<DataCategory> retainable = new HashSet<>(Verification.retainable(plan));
        outcomes(erased).stream().map(CategoryOutcome::category).filter(held).forEach(retainable::add);
        if (erased.storeId().equals(OWN_STORE)) {
            retainable.add(DataCategory.DSR_CASE);
        }
        return Verification.disagreement(outcomes(erased), outcomes(verified), retainable)
                .map(reason -> new Mismatch(verified, reason))
                .orElse(null);
    }

    private List<StoreReport> reports(List<StoreTaskEntity> done, Map<String, StoreTaskEntity> verified) {
        return done.stream()
                .map(task -> new StoreReport(
                        task.storeId(),
                        task.commandId(),
                        finishedAt(task),
                        outcomes(task),
                        verified.containsKey(task.storeId()) ? finishedAt(verified.get(task.storeId())) : null))
                .toList();
    }

    private List<CategoryOutcome> outcomes(StoreTaskEntity task) {
        byte[] receipt = Objects.requireNonNull(task.receipt()).getBytes(StandardCharsets.UTF_8);
        return codec.fromJson(receipt, CommandCompleted.class).outcomes();
    }

    private static Instant finishedAt(StoreTaskEntity task) {
        return Objects.requireNonNull(task.finishedAt());
    }

    private static List<StoreTaskEntity> of(List<StoreTaskEntity> all, CommandKind kind) {
        return all.stream().filter(task -> task.kind() == kind).toList();
    }

    private static Map<String, Duration> stores(List<StoreTaskEntity> done) {
        return done.stream().collect(Collectors.toMap(StoreTaskEntity::storeId, StoreTaskEntity::timeNeeded));
    }
}
