package com.estflux.privacy.retention.disposal;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "known_store")
class StoreEntity {

    @Id
    String storeId;

    String[] categories;

    int revision;

    String[] keys;

    Instant admittedAt;
}
