package com.estflux.privacy.platform.proof;

import com.estflux.privacy.contracts.EventData;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.InvalidEventException;
import com.estflux.privacy.contracts.InvalidEventException.Reason;
import com.estflux.privacy.contracts.proof.EventVerifier;
import com.estflux.privacy.contracts.proof.FutureDates;
import com.estflux.privacy.contracts.proof.ProofKey;
import com.estflux.privacy.contracts.proof.Sender;
import com.estflux.privacy.contracts.proof.SubjectOf;
import com.estflux.privacy.contracts.rights.StoreAnnounced;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.audit.RefusalLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Proves that an event comes from whom it must and is not from the future, before anything is done about it. */
@ApplicationScoped
public class SenderProof {

    private static final Logger LOG = Logger.getLogger(SenderProof.class);

    private final TrustedKeys trusted;
    private final Instance<StoreKeys> stores;
    private final RefusalLog refusals;
    private final MeterRegistry meters;
    private final Clock clock;

    SenderProof(
            TrustedKeys trusted, Instance<StoreKeys> stores, RefusalLog refusals, MeterRegistry meters, Clock clock) {
        this.trusted = trusted;
        this.stores = stores;
        this.refusals = refusals;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Checks an event.
     *
     * @param header finds a record header's value by name, null if absent
     * @param data the record value
     * @return the key that proves it, empty if its type needs no proof; fails with {@link InvalidEventException} if the
     *     event is not to be believed
     */
    public Uni<Optional<ProofKey>> check(
            EventMessage<?> event, Function<String, byte @Nullable []> header, byte[] data) {
        try {
            FutureDates.check(event, clock.instant());
            Optional<Sender> sender = Sender.of(event.type());
            if (sender.isEmpty()) {
                return Uni.createFrom().item(Optional.empty());
            }
            String participant = sender.get().require(event);
            return keys(sender.get().keys(), participant, event.data())
                    .chain(acceptable -> verified(header, data, acceptable));
        } catch (InvalidEventException refused) {
            return Uni.createFrom().failure(refused);
        }
    }

    private static Uni<Optional<ProofKey>> verified(
            Function<String, byte @Nullable []> header, byte[] data, List<ProofKey> acceptable) {
        try {
            return Uni.createFrom().item(Optional.of(EventVerifier.verify(header, data, acceptable)));
        } catch (InvalidEventException refused) {
            return Uni.createFrom().failure(refused);
        }
    }

    private Uni<List<ProofKey>> keys(Sender.Keys whose, String participant, EventData data)
            throws InvalidEventException {
        return switch (whose) {
            case ISSUER -> Uni.createFrom().item(trusted.ofIssuer(participant));
            case ANNOUNCED -> Uni.createFrom().item(announced(data));
            case ADMITTED_STORE ->
                stores.isResolvable()
                        ? stores.get().keysOf(participant)
                        : Uni.createFrom().item(List.of());
        };
    }

    private static List<ProofKey> announced(EventData data) throws InvalidEventException {
        try {
            return data instanceof StoreAnnounced store
                    ? store.keys().stream().map(ProofKey::parse).toList()
                    : List.of();
        } catch (IllegalArgumentException e) {
            throw new InvalidEventException(Reason.SCHEMA_VIOLATION, "an announced key is none");
        }
    }

    /** Puts on record, and counts as an alert ({@code events.refused}), that an event was not believed. */
    public Uni<Void> refused(EventMessage<?> event, Reason reason) {
        String type = event.type().shortName();
        String code = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
        LOG.errorf("%s is not believed: %s", type, code);
        meters.counter("events.refused", "type", type, "reason", code).increment();
        AuditEntry entry = AuditEntry.of("event.refuse", AuditEntry.SYSTEM, AuditOutcome.REFUSED)
                .object("event-type", type)
                .because(code);
        Optional<UUID> subject = SubjectOf.event(event.data());
        return refusals.record(subject.map(entry::about).orElse(entry));
    }
}
