package com.estflux.privacy.metrics.rights;

import static com.estflux.privacy.contracts.DataCategory.IP_ASSIGNMENT;
import static com.estflux.privacy.contracts.DataCategory.RESOURCE_USAGE;
import static com.estflux.privacy.contracts.DataCategory.TRAFFIC_VOLUME;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.RecordDigest;
import com.estflux.privacy.contracts.rights.CategoryInstruction;
import com.estflux.privacy.contracts.rights.CategoryOutcome;
import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.metrics.rights.HoldingsRepository.Part;
import com.estflux.privacy.platform.store.Suppression;
import com.estflux.privacy.platform.store.UnsupportedRightException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Erases a subject: samples, hours, days, addresses and the VPS itself go; the totals of the months that were or will
 * be invoiced stay, as figures of nobody. What a plan retains stays as it is.
 *
 * <p>Writers of samples wait while it runs: what they stored before is found, what they bring after is dropped.
 */
@ApplicationScoped
class Erasure {

    private final HoldingsRepository repository;
    private final Suppression suppression;

    Erasure(HoldingsRepository repository, Suppression suppression) {
        this.repository = repository;
        this.suppression = suppression;
    }

    /** Erases as instructed, in the current transaction. */
    Uni<List<CategoryOutcome>> erase(SubjectErase command) {
        UUID subjectId = command.subjectId();
        return repository.vpsIds(subjectId).chain(vpsIds -> suppression
                .addAll(vpsIds)
                .chain(() -> repository.settleAlone(subjectId))
                .chain(() -> repository.held(subjectId))
                .call(held -> usage(
                        subjectId,
                        !kept(command, TRAFFIC_VOLUME, held).isEmpty(),
                        !kept(command, RESOURCE_USAGE, held).isEmpty()))
                .call(held -> repository.deleteReports(subjectId, vpsIds))
                .call(held -> repository.deleteAssignmentsExcept(subjectId, kept(command, IP_ASSIGNMENT, held)))
                .map(held -> outcomes(command, held)));
    }

    /** Disposes of what was retained, in the current transaction. No records named means the whole category. */
    Uni<List<CategoryOutcome>> dispose(UUID subjectId, DataCategory category, List<String> recordIds) {
        return repository
                .settle(subjectId)
                .chain(() -> repository.held(subjectId))
                .chain(held -> {
                    List<String> all = held(held, category);
                    List<String> due = recordIds.isEmpty()
                            ? all
                            : all.stream().filter(recordIds::contains).toList();
                    if (due.isEmpty()) {
                        return Uni.createFrom().item(List.of(outcome(category, Outcome.NOT_FOUND, List.of(), null)));
                    }
                    if (!category.equals(IP_ASSIGNMENT) && due.size() < all.size()) {
                        throw new UnsupportedRightException("disposal of some months of a VPS only");
                    }
                    return remove(subjectId, category, held, due)
                            .replaceWith(List.of(outcome(category, Outcome.ERASED, due, null)));
                });
    }

    private Uni<Void> remove(UUID subjectId, DataCategory category, Held held, List<String> due) {
        if (category.equals(IP_ASSIGNMENT)) {
            List<String> kept =
                    held.assignments().stream().filter(id -> !due.contains(id)).toList();
            return repository.deleteAssignmentsExcept(subjectId, kept);
        }
        boolean trafficStays =
                !category.equals(TRAFFIC_VOLUME) && !held.traffic().isEmpty();
        boolean resourcesStay =
                !category.equals(RESOURCE_USAGE) && !held.resources().isEmpty();
        return usage(subjectId, trafficStays, resourcesStay);
    }

    private static List<String> held(Held held, DataCategory category) {
        if (category.equals(IP_ASSIGNMENT)) {
            return held.assignments();
        }
        if (category.equals(TRAFFIC_VOLUME)) {
            return held.traffic();
        }
        return category.equals(RESOURCE_USAGE) ? held.resources() : List.of();
    }

    private Uni<Void> usage(UUID subjectId, boolean trafficStays, boolean resourcesStay) {
        if (trafficStays || resourcesStay) {
            return repository.closeVps(subjectId).chain(() -> blank(subjectId, trafficStays, resourcesStay));
        }
        return repository.eraseUsage(subjectId);
    }

    /** What was invoiced names both parts: where one of them goes, the invoice's figures are of nobody. */
    private Uni<Void> blank(UUID subjectId, boolean trafficStays, boolean resourcesStay) {
        if (trafficStays && resourcesStay) {
            return Uni.createFrom().voidItem();
        }
        return repository
                .unlinkBillingPeriods(subjectId)
                .chain(() -> repository.blank(subjectId, trafficStays ? Part.RESOURCES : Part.TRAFFIC));
    }

    private static List<String> kept(SubjectErase command, DataCategory category, Held held) {
        return held(held, category).stream().filter(command.kept(category)).toList();
    }

    private static List<CategoryOutcome> outcomes(SubjectErase command, Held held) {
        List<CategoryOutcome> outcomes = new ArrayList<>();
        List<String> kept = kept(command, IP_ASSIGNMENT, held);
        List<String> gone =
                held.assignments().stream().filter(id -> !kept.contains(id)).toList();
        CategoryInstruction addresses = command.instruction(IP_ASSIGNMENT).orElse(null);
        add(outcomes, IP_ASSIGNMENT, Outcome.RETAINED, kept, addresses);
        add(outcomes, IP_ASSIGNMENT, Outcome.ERASED, gone, null);
        if (held.assignments().isEmpty()) {
            outcomes.add(outcome(IP_ASSIGNMENT, Outcome.NOT_FOUND, List.of(), null));
        }
        outcomes.add(usage(command, TRAFFIC_VOLUME, held));
        outcomes.add(usage(command, RESOURCE_USAGE, held));
        return outcomes;
    }

    private static CategoryOutcome usage(SubjectErase command, DataCategory category, Held held) {
        List<String> records = held(held, category);
        Outcome done = kept(command, category, held).isEmpty() ? Outcome.ANONYMISED : Outcome.RETAINED;
        return outcome(
                category,
                records.isEmpty() ? Outcome.NOT_FOUND : done,
                records,
                command.instruction(category).orElse(null));
    }

    private static void add(
            List<CategoryOutcome> outcomes,
            DataCategory category,
            Outcome outcome,
            List<String> records,
            @Nullable CategoryInstruction instruction) {
        if (!records.isEmpty()) {
            outcomes.add(outcome(category, outcome, records, instruction));
        }
    }

    private static CategoryOutcome outcome(
            DataCategory category, Outcome outcome, List<String> records, @Nullable CategoryInstruction instruction) {
        boolean kept = outcome == Outcome.RETAINED && instruction != null;
        return new CategoryOutcome(
                category,
                outcome,
                records.size(),
                kept ? instruction.retainUntil() : null,
                kept ? instruction.legalBasis() : null,
                records.isEmpty() ? null : RecordDigest.of(records));
    }
}
