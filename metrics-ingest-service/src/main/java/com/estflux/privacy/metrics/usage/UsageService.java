package com.estflux.privacy.metrics.usage;

import com.estflux.privacy.metrics.assignment.AssignmentService;
import com.estflux.privacy.metrics.assignment.Vps;
import com.estflux.privacy.metrics.usage.SlotRepository.Bandwidths;
import com.estflux.privacy.metrics.usage.UsageRepository.VpsWindow;
import com.estflux.privacy.metrics.usage.UsageView.VpsUsage;
import com.estflux.privacy.metrics.usage.UsageView.WindowUsage;
import com.estflux.privacy.platform.problem.Problems;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers what was used. Every sample that was durable before the question is in the answer. */
@ApplicationScoped
class UsageService {

    private final Pool pool;
    private final AssignmentService assignments;
    private final UsageRepository usage;
    private final SlotRepository slots;
    private final RollUps rollUps;

    UsageService(
            Pool pool, AssignmentService assignments, UsageRepository usage, SlotRepository slots, RollUps rollUps) {
        this.pool = pool;
        this.assignments = assignments;
        this.usage = usage;
        this.slots = slots;
        this.rollUps = rollUps;
    }

    /**
     * Whose VPS this is.
     *
     * @throws com.estflux.privacy.platform.problem.ProblemException 404 if nobody's
     */
    Uni<Vps> vps(UUID vpsId) {
        return Panache.withSession(() -> assignments.find(vpsId)).map(found -> found.orElseThrow(Problems::notFound));
    }

    /** What one VPS used. */
    Uni<UsageView> ofVps(Vps vps, Period period) {
        return answer(List.of(vps), period).map(answer -> view(null, vps.vpsId(), period, answer, null));
    }

    /** What all of a customer's VPS instances used. */
    Uni<UsageView> ofSubject(UUID subjectId, Period period) {
        return Panache.withSession(() -> assignments.ofSubject(subjectId)).chain(vps -> answer(vps, period)
                .map(answer -> view(subjectId, null, period, answer, totals(vps, answer))));
    }

    /** Windows and bandwidth of the same VPS instances. */
    private record Answer(List<VpsWindow> windows, Bandwidths bandwidths) {}

    private Uni<Answer> answer(List<Vps> vps, Period period) {
        Integer[] numbers = vps.stream().map(Vps::vpsNo).toArray(Integer[]::new);
        return rollUps.settle(numbers)
                .chain(() -> usage.usage(pool, numbers, period))
                .chain(windows ->
                        slots.bandwidth(pool, numbers, period).map(bandwidths -> new Answer(windows, bandwidths)));
    }

    private static UsageView view(
            @Nullable UUID subjectId,
            @Nullable UUID vpsId,
            Period period,
            Answer answer,
            @Nullable List<VpsUsage> vps) {
        Map<Instant, Figures> byStart = new TreeMap<>();
        answer.windows().forEach(window -> byStart.merge(window.start(), window.figures(), Figures::plus));
        return new UsageView(
                subjectId,
                vpsId,
                period.from(),
                period.to(),
                period.window().label(),
                byStart.values().stream().reduce(Figures.NONE, Figures::plus),
                answer.bandwidths().together(),
                byStart.entrySet().stream()
                        .map(one ->
                                new WindowUsage(one.getKey(), period.window().end(one.getKey()), one.getValue()))
                        .toList(),
                vps);
    }

    private static List<VpsUsage> totals(List<Vps> vps, Answer answer) {
        Map<Integer, Figures> byVps = new HashMap<>();
        answer.windows().forEach(window -> byVps.merge(window.vpsNo(), window.figures(), Figures::plus));
        return vps.stream()
                .map(one -> new VpsUsage(
                        one.vpsId(),
                        byVps.getOrDefault(one.vpsNo(), Figures.NONE),
                        answer.bandwidths().of(one.vpsNo())))
                .toList();
    }
}
