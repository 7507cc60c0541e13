package com.estflux.privacy.retention.hold;

import com.estflux.privacy.contracts.DataCategory;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "legal_hold")
class HoldEntity {

    @Id
    UUID holdId;

    @Nullable
    UUID subjectId;

    @Nullable
    String category;

    String[] recordIds;

    String reason;

    String legalBasis;

    LocalDate reviewOn;

    String placedBy;

    Instant placedAt;

    @Nullable
    String releasedBy;

    @Nullable
    Instant releasedAt;

    @Nullable
    String releaseReason;

    /** The version stores know it by: placed, then released. */
    int version() {
        return releasedAt == null ? 1 : 2;
    }

    Hold hold() {
        return new Hold(
                holdId, subjectId, category == null ? null : new DataCategory(category), Set.of(recordIds), legalBasis);
    }
}
