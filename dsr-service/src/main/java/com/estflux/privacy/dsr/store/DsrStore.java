package com.estflux.privacy.dsr.store;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.RecordDigest;
import com.estflux.privacy.contracts.rights.CategoryDispose;
import com.estflux.privacy.contracts.rights.CategoryInstruction;
import com.estflux.privacy.contracts.rights.CategoryOutcome;
import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.rights.Right;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.dsr.request.CaseFiles;
import com.estflux.privacy.platform.store.PrivacyStore;
import com.estflux.privacy.platform.store.StoreDescription;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * This service as a store: it holds {@code dsr-case} (PF-2.11). A case that is still open stays through an erasure, its
 * own included: it is how the person's rights are honoured, and the proof of it (Art. 5(2), 12).
 */
@ApplicationScoped
class DsrStore implements PrivacyStore {

    private static final String OPEN_CASE_BASIS = "GDPR Art. 5(2), 12";

    private final CaseFiles files;

    DsrStore(CaseFiles files) {
        this.files = files;
    }

    @Override
    public StoreDescription describe() {
        return new StoreDescription(
                "dsr",
                "Data-subject requests",
                "EstFlux privacy",
                "privacy@estflux.com",
                List.of(DataCategory.DSR_CASE),
                List.of(Right.ERASURE),
                Duration.ofMinutes(5));
    }

    @Override
    public Uni<List<CategoryOutcome>> erase(SubjectErase command) {
        Optional<CategoryInstruction> instruction = command.instruction(DataCategory.DSR_CASE);
        Predicate<String> kept = command.kept(DataCategory.DSR_CASE);
        return files.of(command.subjectId())
                .map(all -> all.stream().filter(kept).collect(Collectors.toSet()))
                .chain(keep -> files.eraseBut(command.subjectId(), keep))
                .map(result -> {
                    List<CategoryOutcome> outcomes = new ArrayList<>();
                    add(outcomes, Outcome.ERASED, result.erased(), null, null);
                    add(
                            outcomes,
                            Outcome.RETAINED,
                            result.kept(),
                            instruction.map(CategoryInstruction::retainUntil).orElse(null),
                            instruction.map(CategoryInstruction::legalBasis).orElse(OPEN_CASE_BASIS));
                    return outcomes;
                });
    }

    @Override
    public Uni<List<CategoryOutcome>> holdings(UUID subjectId) {
        return files.of(subjectId).map(ids -> {
            List<CategoryOutcome> outcomes = new ArrayList<>();
            add(outcomes, Outcome.HELD, ids, null, null);
            return outcomes;
        });
    }

    @Override
    public Uni<List<CategoryOutcome>> dispose(CategoryDispose command) {
        if (!command.category().equals(DataCategory.DSR_CASE)) {
            return Uni.createFrom()
                    .item(List.of(new CategoryOutcome(command.category(), Outcome.NOT_FOUND, 0, null, null, null)));
        }
        return files.dispose(command.subjectId(), Set.copyOf(command.recordIds()))
                .map(result -> {
                    List<CategoryOutcome> outcomes = new ArrayList<>();
                    add(outcomes, Outcome.ERASED, result.erased(), null, null);
                    add(outcomes, Outcome.RETAINED, result.kept(), null, OPEN_CASE_BASIS);
                    if (outcomes.isEmpty()) {
                        outcomes.add(
                                new CategoryOutcome(DataCategory.DSR_CASE, Outcome.NOT_FOUND, 0, null, null, null));
                    }
                    return outcomes;
                });
    }

    private static void add(
            List<CategoryOutcome> outcomes,
            Outcome outcome,
            List<String> ids,
            @Nullable LocalDate retainUntil,
            @Nullable String legalBasis) {
        if (!ids.isEmpty()) {
            outcomes.add(new CategoryOutcome(
                    DataCategory.DSR_CASE, outcome, ids.size(), retainUntil, legalBasis, RecordDigest.of(ids)));
        }
    }
}
