package com.estflux.privacy.dsr.registry;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A store: what it announced last, and what of it was admitted last. The two differ while a change is pending. */
@Entity
@Table(name = "store")
class StoreEntity {

    @Id
    private String storeId;

    private String announcement;
    private String digest;
    private Instant announcedAt;
    private @Nullable Instant provedAt;
    private @Nullable String admitted;
    private int revision;
    private @Nullable Instant admittedAt;
    private @Nullable String admittedBy;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    StoreEntity() {}

    StoreEntity(String storeId, String announcement, String digest, Instant announcedAt) {
        this.storeId = storeId;
        this.announcement = announcement;
        this.digest = digest;
        this.announcedAt = announcedAt;
    }

    String storeId() {
        return storeId;
    }

    String announcement() {
        return announcement;
    }

    String digest() {
        return digest;
    }

    @Nullable
    String admitted() {
        return admitted;
    }

    int revision() {
        return revision;
    }

    @Nullable
    Instant admittedAt() {
        return admittedAt;
    }

    @Nullable
    String admittedBy() {
        return admittedBy;
    }

    /**
     * Whether an announcement made at this time replaces the last one. One that an admitted key proves yields only to
     * a later one so proved, so that a stranger's cannot shut it out.
     */
    boolean yieldsTo(Instant at, boolean proved) {
        return proved ? provedAt == null || provedAt.isBefore(at) : announcedAt.isBefore(at);
    }

    void announced(String newAnnouncement, String newDigest, Instant at, boolean proved) {
        announcement = newAnnouncement;
        digest = newDigest;
        announcedAt = at;
        if (proved) {
            provedAt = at;
        }
    }

    /** What was announced last is in force from now on. */
    void admit(Instant at, String by) {
        admitted = announcement;
        provedAt = announcedAt;
        admittedAt = at;
        admittedBy = by;
        revision++;
    }

    /** Takes over what needs no admission, such as another contact. */
    void refresh() {
        admitted = announcement;
    }
}
