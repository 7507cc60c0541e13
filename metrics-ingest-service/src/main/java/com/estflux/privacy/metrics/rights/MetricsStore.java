package com.estflux.privacy.metrics.rights;

import static com.estflux.privacy.contracts.DataCategory.IP_ASSIGNMENT;
import static com.estflux.privacy.contracts.DataCategory.RESOURCE_USAGE;
import static com.estflux.privacy.contracts.DataCategory.TRAFFIC_VOLUME;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.RecordDigest;
import com.estflux.privacy.contracts.rights.CategoryDispose;
import com.estflux.privacy.contracts.rights.CategoryOutcome;
import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.rights.Right;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.contracts.rights.SubjectExport;
import com.estflux.privacy.contracts.rights.SubjectRestrict;
import com.estflux.privacy.contracts.rights.SubjectUnrestrict;
import com.estflux.privacy.metrics.usage.RollUps;
import com.estflux.privacy.platform.store.OneTimeUrls;
import com.estflux.privacy.platform.store.PrivacyStore;
import com.estflux.privacy.platform.store.StoreDescription;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What this store holds of a person: IP assignments (PF-2.4), traffic volume (PF-2.5) and resource usage (PF-2.6).
 * A record of the latter two is one month of one VPS, named {@code VPS:YYYY-MM}.
 */
@ApplicationScoped
class MetricsStore implements PrivacyStore {

    private final Erasure erasure;
    private final HoldingsRepository repository;
    private final ExportService exports;
    private final OneTimeUrls urls;
    private final RollUps rollUps;

    MetricsStore(
            Erasure erasure, HoldingsRepository repository, ExportService exports, OneTimeUrls urls, RollUps rollUps) {
        this.erasure = erasure;
        this.repository = repository;
        this.exports = exports;
        this.urls = urls;
        this.rollUps = rollUps;
    }

    @Override
    public StoreDescription describe() {
        return new StoreDescription(
                "metrics",
                "Usage metering",
                "platform team",
                "privacy@estflux.com",
                List.of(IP_ASSIGNMENT, TRAFFIC_VOLUME, RESOURCE_USAGE),
                List.of(Right.ACCESS, Right.PORTABILITY, Right.ERASURE, Right.RESTRICTION),
                Duration.ofMinutes(5));
    }

    @Override
    public Uni<List<CategoryOutcome>> erase(SubjectErase command) {
        return erasure.erase(command);
    }

    @Override
    public Uni<List<CategoryOutcome>> holdings(UUID subjectId) {
        return repository.settle(subjectId).chain(() -> outcomes(subjectId, Outcome.HELD));
    }

    @Override
    public Uni<List<CategoryOutcome>> restrict(SubjectRestrict command) {
        return rollUps.settle()
                .chain(() -> repository.restrict(command.subjectId()))
                .chain(() -> outcomes(command.subjectId(), Outcome.RESTRICTED));
    }

    @Override
    public Uni<List<CategoryOutcome>> unrestrict(SubjectUnrestrict command) {
        return rollUps.settle()
                .chain(() -> repository.unrestrict(command.subjectId()))
                .chain(() -> outcomes(command.subjectId(), Outcome.UNRESTRICTED));
    }

    /**
     * Delivers before it says so: a delivery that fails is tried again, and the same export may arrive twice. Months are
     * settled in a transaction of its own: nobody waits for a delivery.
     */
    @Override
    public Uni<List<CategoryOutcome>> export(SubjectExport command) {
        return rollUps.settle()
                .chain(() -> outcomes(command.subjectId(), Outcome.EXPORTED))
                .map(held -> held.stream()
                        .filter(outcome -> command.categories().contains(outcome.category()))
                        .toList())
                .call(() -> urls.put(
                        command.deliveryUrl(),
                        command.commandId(),
                        exports.everything(command.subjectId(), command.categories())));
    }

    @Override
    public Uni<List<CategoryOutcome>> dispose(CategoryDispose command) {
        return erasure.dispose(command.subjectId(), command.category(), command.recordIds());
    }

    private Uni<List<CategoryOutcome>> outcomes(UUID subjectId, Outcome outcome) {
        return repository.held(subjectId).map(held -> {
            List<CategoryOutcome> outcomes = new ArrayList<>();
            add(outcomes, IP_ASSIGNMENT, outcome, held.assignments());
            add(outcomes, TRAFFIC_VOLUME, outcome, held.traffic());
            add(outcomes, RESOURCE_USAGE, outcome, held.resources());
            return outcomes;
        });
    }

    private static void add(
            List<CategoryOutcome> outcomes, DataCategory category, Outcome outcome, List<String> records) {
        if (!records.isEmpty()) {
            outcomes.add(new CategoryOutcome(category, outcome, records.size(), null, null, RecordDigest.of(records)));
        }
    }
}
