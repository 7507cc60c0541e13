package com.estflux.privacy.dsr.registry;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A store's latest announcement, as it was made. */
@Entity
@Table(name = "store")
class StoreEntity {

    @Id
    private String storeId;

    private String announcement;
    private Instant announcedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    StoreEntity() {}

    StoreEntity(String storeId, String announcement, Instant announcedAt) {
        this.storeId = storeId;
        this.announcement = announcement;
        this.announcedAt = announcedAt;
    }

    String announcement() {
        return announcement;
    }

    Instant announcedAt() {
        return announcedAt;
    }

    void replace(String newAnnouncement, Instant at) {
        announcement = newAnnouncement;
        announcedAt = at;
    }

    String storeId() {
        return storeId;
    }
}
