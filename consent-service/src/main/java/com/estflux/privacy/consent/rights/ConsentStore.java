package com.estflux.privacy.consent.rights;

import com.estflux.privacy.consent.subject.SubjectService;
import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.EventType;
import com.estflux.privacy.contracts.RecordDigest;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.rights.CategoryDispose;
import com.estflux.privacy.contracts.rights.CategoryInstruction;
import com.estflux.privacy.contracts.rights.CategoryOutcome;
import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.rights.Right;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.contracts.rights.SubjectExport;
import com.estflux.privacy.contracts.rights.SubjectRectify;
import com.estflux.privacy.contracts.rights.SubjectRestrict;
import com.estflux.privacy.contracts.rights.SubjectUnrestrict;
import com.estflux.privacy.platform.messaging.Outbox;
import com.estflux.privacy.platform.store.OneTimeUrls;
import com.estflux.privacy.platform.store.PrivacyStore;
import com.estflux.privacy.platform.store.StoreDescription;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * This service as a store of {@code consent-record} (PF-2.10). An erasure leaves no identifier: what a plan retains stays
 * as a proof of past consent under a keyed hash, until its date; everything else is deleted. A history of one person
 * cannot be made anonymous, so an instruction to do that deletes it.
 */
@ApplicationScoped
class ConsentStore implements PrivacyStore {

    /** Why a proof of consent may outlive an erasure, where the command does not say. */
    private static final String PROOF_OF_CONSENT = "GDPR Art. 7(1), 5(2) and 17(3)(e)";

    private final HeldConsents held;
    private final SubjectService subjects;
    private final ConsentExport export;
    private final OneTimeUrls urls;
    private final Corrections corrections;
    private final Outbox outbox;

    ConsentStore(
            HeldConsents held,
            SubjectService subjects,
            ConsentExport export,
            OneTimeUrls urls,
            Corrections corrections,
            Outbox outbox) {
        this.held = held;
        this.subjects = subjects;
        this.export = export;
        this.urls = urls;
        this.corrections = corrections;
        this.outbox = outbox;
    }

    @Override
    public StoreDescription describe() {
        return new StoreDescription(
                "consent",
                "Consent service",
                "privacy",
                "privacy@estflux.com",
                List.of(DataCategory.CONSENT_RECORD),
                List.of(
                        Right.ACCESS,
                        Right.PORTABILITY,
                        Right.RECTIFICATION,
                        Right.ERASURE,
                        Right.RESTRICTION,
                        Right.OBJECTION,
                        Right.WITHDRAWAL),
                Duration.ofMinutes(1));
    }

    @Override
    public Uni<List<CategoryOutcome>> erase(SubjectErase command) {
        UUID subjectId = command.subjectId();
        CategoryInstruction instruction =
                command.instruction(DataCategory.CONSENT_RECORD).orElse(null);
        return held.recordIds(subjectId)
                .chain(ids -> treat(subjectId, instruction, ids))
                .call(() -> tombstones(subjectId))
                .call(() -> held.forget(subjectId));
    }

    private Uni<List<CategoryOutcome>> treat(
            UUID subjectId, @Nullable CategoryInstruction instruction, List<String> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<String> kept = instruction == null
                ? List.of()
                : ids.stream().filter(instruction.kept()).toList();
        List<String> erased = ids.stream().filter(id -> !kept.contains(id)).toList();
        Uni<Void> proof = kept.isEmpty()
                ? Uni.createFrom().voidItem()
                : held.keepProof(subjectId, instruction.retainUntil(), basis(instruction));
        return proof.chain(() -> held.deleteRecords(subjectId, kept))
                .replaceWith(Stream.concat(
                                outcomes(erased, Outcome.ERASED, null).stream(),
                                outcomes(kept, Outcome.RETAINED, instruction).stream())
                        .toList());
    }

    private static String basis(CategoryInstruction instruction) {
        return Objects.requireNonNullElse(instruction.legalBasis(), PROOF_OF_CONSENT);
    }

    private Uni<Void> tombstones(UUID subjectId) {
        return held.purposes(subjectId)
                .chain(purposes -> tombstones(subjectId, purposes, EventType::consentKey))
                .chain(() -> held.objections(subjectId))
                .chain(purposes -> tombstones(subjectId, purposes, EventType::objectionKey));
    }

    private Uni<Void> tombstones(UUID subjectId, List<String> purposes, BiFunction<UUID, String, String> key) {
        Uni<Void> published = Uni.createFrom().voidItem();
        for (String purpose : purposes) {
            published = published.chain(
                    () -> outbox.tombstone(Topic.CONSENT_CHANGES, key.apply(subjectId, purpose), subjectId.toString()));
        }
        return published;
    }

    @Override
    public Uni<List<CategoryOutcome>> holdings(UUID subjectId) {
        return held.recordIds(subjectId).chain(ids -> held.provenRecordIds(subjectId)
                .map(proven ->
                        outcomes(Stream.concat(ids.stream(), proven.stream()).toList(), Outcome.HELD, null)));
    }

    @Override
    public Uni<List<CategoryOutcome>> restrict(SubjectRestrict command) {
        return subjects.restrict(command.subjectId(), command.purposes())
                .chain(() -> held.recordIds(command.subjectId()))
                .map(ids -> outcomes(ids, Outcome.RESTRICTED, null));
    }

    @Override
    public Uni<List<CategoryOutcome>> unrestrict(SubjectUnrestrict command) {
        return subjects.unrestrict(command.subjectId(), command.purposes())
                .chain(() -> held.recordIds(command.subjectId()))
                .map(ids -> outcomes(ids, Outcome.UNRESTRICTED, null));
    }

    /** Delivers before it says so: a delivery that fails is tried again, and the same export may arrive twice. */
    @Override
    public Uni<List<CategoryOutcome>> export(SubjectExport command) {
        if (!command.categories().contains(DataCategory.CONSENT_RECORD)) {
            return Uni.createFrom().item(List.of());
        }
        return held.recordIds(command.subjectId())
                .call(() -> urls.put(command.deliveryUrl(), command.commandId(), export.export(command.subjectId())))
                .map(ids -> outcomes(ids, Outcome.EXPORTED, null));
    }

    @Override
    public Uni<List<CategoryOutcome>> rectify(SubjectRectify command) {
        if (!command.categories().contains(DataCategory.CONSENT_RECORD)) {
            return Uni.createFrom().item(List.of());
        }
        return corrections.apply(command).map(ids -> outcomes(ids, Outcome.RECTIFIED, null));
    }

    @Override
    public Uni<List<CategoryOutcome>> dispose(CategoryDispose command) {
        return held.deleteProof(command.subjectId(), command.recordIds())
                .map(count -> count == 0
                        ? List.of()
                        : List.of(new CategoryOutcome(
                                DataCategory.CONSENT_RECORD,
                                Outcome.ERASED,
                                count,
                                null,
                                null,
                                RecordDigest.of(command.recordIds()))));
    }

    private static List<CategoryOutcome> outcomes(
            List<String> ids, Outcome outcome, @Nullable CategoryInstruction keeping) {
        return ids.isEmpty()
                ? List.of()
                : List.of(new CategoryOutcome(
                        DataCategory.CONSENT_RECORD,
                        outcome,
                        ids.size(),
                        keeping == null ? null : keeping.retainUntil(),
                        keeping == null ? null : keeping.legalBasis(),
                        RecordDigest.of(ids)));
    }
}
