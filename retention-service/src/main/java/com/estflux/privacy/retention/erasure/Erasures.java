package com.estflux.privacy.retention.erasure;

import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.RecordDigest;
import com.estflux.privacy.contracts.rights.CategoryOutcome;
import com.estflux.privacy.contracts.rights.CommandCompleted;
import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.retention.clock.ClockKind;
import com.estflux.privacy.retention.clock.Clocks;
import com.estflux.privacy.retention.clock.RecordClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Compares what stores said they kept of an erased subject with the clocks that outlived the erasure, when its case is
 * closed. Clocks of records no store kept go with that, but for those announced since; where counts or digests differ the clocks stay, it is counted
 * ({@code retention.receipts.disagreeing}) and put on record. Everything runs in the current transaction.
 */
@ApplicationScoped
public class Erasures implements PanacheRepositoryBase<ErasureEntity, UUID> {

    private static final Logger LOG = Logger.getLogger(Erasures.class);
    private static final String SELF = "retention";
    private static final String REMEMBER = """
            INSERT INTO erasure_receipt (command_id, store_id, category, retained, digest, received_at)
            VALUES (:command, :store, :category, :retained, cast(:digest AS text), clock_timestamp())
            ON CONFLICT DO NOTHING
            """;
    private static final String RECEIPTS =
            "SELECT store_id, category, retained, digest FROM erasure_receipt WHERE command_id = :command";
    private static final String FORGET = """
            DELETE FROM erasure_receipt
            WHERE command_id = :command OR received_at < clock_timestamp() - interval '60 days'
            """;

    private final Clocks clocks;
    private final AuditLog audit;
    private final MeterRegistry meters;
    private final Clock clock;

    Erasures(Clocks clocks, AuditLog audit, MeterRegistry meters, Clock clock) {
        this.clocks = clocks;
        this.audit = audit;
        this.meters = meters;
        this.clock = clock;
    }

    private record Said(String storeId, String category, long retained, String digest) {}

    /** An erasure was carried out here: the receipts of others are awaited. */
    public Uni<Void> carriedOut(SubjectErase command) {
        ErasureEntity erasure = new ErasureEntity();
        erasure.commandId = command.commandId();
        erasure.caseId = command.caseId();
        erasure.subjectId = command.subjectId();
        erasure.stores = command.stores().toArray(String[]::new);
        erasure.erasedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return persist(erasure).replaceWithVoid();
    }

    /** Remembers what a store said it kept; whether it had been asked is judged when the case is closed. */
    public Uni<Void> take(EventMessage<CommandCompleted> event) {
        CommandCompleted receipt = event.data();
        if (receipt.storeId().equals(SELF) || !event.source().equals("/estflux/" + receipt.storeId())) {
            return Uni.createFrom().voidItem();
        }
        Uni<Void> taken = Uni.createFrom().voidItem();
        for (String category : clockedCategories(receipt.outcomes())) {
            taken = taken.chain(() -> remember(receipt, category));
        }
        return taken;
    }

    /** The case is closed: compares and forgets. */
    public Uni<Void> caseClosed(UUID caseId) {
        return list("caseId = ?1", caseId).chain(found -> {
            Uni<Void> done = Uni.createFrom().voidItem();
            for (ErasureEntity erasure : found) {
                done = done.chain(() -> compare(erasure)).chain(() -> forget(erasure));
            }
            return done;
        });
    }

    private Uni<Void> compare(ErasureEntity erasure) {
        return said(erasure).chain(said -> clocks.ofSubject(erasure.subjectId).chain(left -> {
            var kept = left.stream()
                    .collect(Collectors.groupingBy(one -> one.category().key()));
            Uni<Void> compared = Uni.createFrom().voidItem();
            for (var ofCategory : kept.entrySet()) {
                List<Said> about = said.stream()
                        .filter(one -> one.category().equals(ofCategory.getKey()))
                        .toList();
                if (!about.isEmpty()) {
                    compared = compared.chain(() -> compare(erasure, ofCategory.getValue(), about));
                }
            }
            return compared;
        }));
    }

    private Uni<Void> compare(ErasureEntity erasure, List<RecordClock> kept, List<Said> said) {
        List<RecordClock> known =
                kept.stream().filter(one -> !one.begunAfterErasure()).toList();
        List<String> expected = List.of(digest(kept), digest(known));
        if (known.isEmpty() || said.stream().anyMatch(one -> expected.contains(one.digest()))) {
            return Uni.createFrom().voidItem();
        }
        if (said.stream().allMatch(one -> one.retained() == 0)) {
            return clocks.remove(erasure.subjectId, known::contains)
                    .chain(() -> record(erasure, "not-kept-by-any-store"));
        }
        LOG.errorf("erasure %s: stores kept other records than the plan retained", erasure.commandId);
        meters.counter("retention.receipts.disagreeing").increment();
        return record(erasure, "receipts-disagree");
    }

    private static String digest(List<RecordClock> clocks) {
        return RecordDigest.of(clocks.stream().map(RecordClock::recordId).toList());
    }

    private Uni<List<Said>> said(ErasureEntity erasure) {
        List<String> asked = Arrays.asList(erasure.stores);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(RECEIPTS, Object[].class)
                        .setParameter("command", erasure.commandId)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Said(
                                (String) row[0],
                                (String) row[1],
                                ((Number) row[2]).longValue(),
                                String.valueOf(row[3])))
                        .filter(one -> asked.contains(one.storeId()))
                        .toList());
    }

    private Uni<Void> forget(ErasureEntity erasure) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FORGET)
                        .setParameter("command", erasure.commandId)
                        .executeUpdate())
                .chain(() -> delete(erasure));
    }

    private static Uni<Void> remember(CommandCompleted receipt, String category) {
        List<CategoryOutcome> retained = receipt.outcomes().stream()
                .filter(outcome -> outcome.category().key().equals(category))
                .filter(outcome -> outcome.outcome() == Outcome.RETAINED)
                .toList();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(REMEMBER)
                        .setParameter("command", receipt.commandId())
                        .setParameter("store", receipt.storeId())
                        .setParameter("category", category)
                        .setParameter(
                                "retained",
                                retained.stream()
                                        .mapToLong(CategoryOutcome::count)
                                        .sum())
                        .setParameter(
                                "digest",
                                retained.isEmpty() ? "" : retained.get(0).digest())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Categories with clocks about which a receipt says what an erasure says. */
    private static List<String> clockedCategories(List<CategoryOutcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> outcome.outcome() == Outcome.ERASED
                        || outcome.outcome() == Outcome.RETAINED
                        || outcome.outcome() == Outcome.ANONYMISED
                        || outcome.outcome() == Outcome.NOT_FOUND)
                .map(CategoryOutcome::category)
                .filter(ClockKind::existsFor)
                .map(category -> category.key())
                .distinct()
                .toList();
    }

    private Uni<Void> record(ErasureEntity erasure, String reason) {
        return audit.record(AuditEntry.of("erasure.compare", AuditEntry.SYSTEM, AuditOutcome.DONE)
                .about(erasure.subjectId)
                .object("command", erasure.commandId.toString())
                .because(reason));
    }
}
