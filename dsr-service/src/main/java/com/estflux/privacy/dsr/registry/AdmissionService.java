package com.estflux.privacy.dsr.registry;

import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.proof.ProofKey;
import com.estflux.privacy.contracts.rights.AnnouncementDigest;
import com.estflux.privacy.contracts.rights.StoreAdmitted;
import com.estflux.privacy.contracts.rights.StoreAnnounced;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.messaging.Outbox;
import com.estflux.privacy.platform.messaging.Received;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.proof.TrustedKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Takes announcements in and admits them. A new store, a new key or a changed set of rights or categories waits for an
 * officer; what was admitted before stays in force meanwhile. Only the first announcement of a store whose keys
 * configuration names is admitted at once.
 */
@ApplicationScoped
class AdmissionService {

    private static final Logger LOG = Logger.getLogger(AdmissionService.class);

    private final StoreRepository stores;
    private final StoreRegistry registry;
    private final AdmittedKeys keys;
    private final TrustedKeys trusted;
    private final Outbox outbox;
    private final AuditLog audit;
    private final EventCodec codec;
    private final MeterRegistry meters;
    private final Clock clock;

    AdmissionService(
            StoreRepository stores,
            StoreRegistry registry,
            AdmittedKeys keys,
            TrustedKeys trusted,
            Outbox outbox,
            AuditLog audit,
            EventCodec codec,
            MeterRegistry meters,
            Clock clock) {
        this.stores = stores;
        this.registry = registry;
        this.keys = keys;
        this.trusted = trusted;
        this.outbox = outbox;
        this.audit = audit;
        this.codec = codec;
        this.meters = meters;
        this.clock = clock;
    }

    /** Takes an announcement in, in the current transaction. A key it contains has proved it. */
    Uni<Void> announced(Received<StoreAnnounced> received) {
        StoreAnnounced store = received.event().data();
        ProofKey key = received.key().orElseThrow();
        return stores.findById(store.storeId(), LockModeType.PESSIMISTIC_WRITE)
                .chain(known -> known == null
                        ? stores.persistAndFlush(new StoreEntity(
                                        store.storeId(),
                                        json(store),
                                        AnnouncementDigest.of(store),
                                        store.announcedAt()))
                                .chain(added -> first(added, store))
                        : keys.isCurrent(store.storeId(), key)
                                .chain(current -> again(known, store, current || isExpected(known, key))));
    }

    /** A stranger who announces a store of the first installation before it does is no hindrance to it. */
    private boolean isExpected(StoreEntity known, ProofKey key) {
        return known.admitted() == null
                && trusted.ofFirstInstallation(known.storeId()).contains(key);
    }

    private Uni<Void> again(StoreEntity known, StoreAnnounced store, boolean proved) {
        if (!known.yieldsTo(store.announcedAt(), proved)) {
            return Uni.createFrom().voidItem();
        }
        known.announced(json(store), AnnouncementDigest.of(store), store.announcedAt(), proved);
        String admitted = known.admitted();
        if (admitted == null) {
            return first(known, store);
        }
        if (proved && AnnouncementDigest.agree(registry.read(admitted), store)) {
            known.refresh();
            return Uni.createFrom().voidItem();
        }
        return pending(store);
    }

    private Uni<Void> first(StoreEntity added, StoreAnnounced store) {
        List<String> named = trusted.ofFirstInstallation(store.storeId()).stream()
                .map(ProofKey::encoded)
                .toList();
        return named.containsAll(store.keys()) ? admit(added, "configuration") : pending(store);
    }

    private Uni<Void> pending(StoreAnnounced store) {
        LOG.warnf("what store %s announces is pending until an officer admits it", store.storeId());
        meters.counter("dsr.stores.pending").increment();
        return Uni.createFrom().voidItem();
    }

    /**
     * An officer admits what a store announced last.
     *
     * @param digest of the announcement the officer saw
     */
    @WithTransaction
    Uni<StoreView> admit(String storeId, String digest, String actor) {
        return stores.findById(storeId, LockModeType.PESSIMISTIC_WRITE).chain(store -> {
            if (store == null) {
                throw Problems.notFound();
            }
            if (!store.digest().equals(digest)) {
                throw Problems.conflict(
                        "announcement-changed", "The store has announced something else meanwhile", "see /v1/stores");
            }
            boolean inForce = registry.view(store).state() == StoreState.ADMITTED;
            Uni<Void> admitted = inForce ? Uni.createFrom().voidItem() : admit(store, actor);
            return admitted.map(done -> registry.view(store));
        });
    }

    private Uni<Void> admit(StoreEntity store, String actor) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        StoreAnnounced announced = registry.read(store.announcement());
        store.admit(now, actor);
        return keys.replace(announced, now)
                .chain(of -> outbox.publish(new StoreAdmitted(
                        store.storeId(),
                        store.revision(),
                        store.digest(),
                        announced.categories(),
                        announced.rights(),
                        of.current(),
                        of.retired(),
                        now)))
                .chain(() -> audit.record(AuditEntry.of("store.admit", actor, AuditOutcome.DONE)
                        .object("store", store.storeId())
                        .because("revision-" + store.revision())));
    }

    private String json(StoreAnnounced store) {
        return new String(codec.toJson(store), StandardCharsets.UTF_8);
    }
}
