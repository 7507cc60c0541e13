package com.estflux.privacy.consent.objection;

import com.estflux.privacy.contracts.consent.ObjectionState;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * Where an objection stands.
 *
 * @param purpose the purpose objected to
 * @param state its state
 * @param recordId the record that proves it
 * @param revision counts its changes
 * @param changedAt when it last changed, UTC
 */
public record Objection(String purpose, ObjectionState state, UUID recordId, long revision, Instant changedAt) {

    static Objection of(ObjectionEntity entity) {
        return new Objection(
                entity.purposeKey,
                ObjectionState.valueOf(entity.state.toUpperCase(Locale.ROOT)),
                entity.recordId,
                entity.revision,
                entity.changedAt.toInstant());
    }
}
