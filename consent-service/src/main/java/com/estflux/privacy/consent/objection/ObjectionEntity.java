package com.estflux.privacy.consent.objection;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** Where an objection stands. */
@Entity
@Table(name = "objection")
@IdClass(ObjectionEntity.Key.class)
class ObjectionEntity {

    @Id
    UUID subjectId = new UUID(0, 0);

    @Id
    String purposeKey = "";

    String state = "";
    UUID recordId = new UUID(0, 0);
    long revision;
    OffsetDateTime changedAt = OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC);

    record Key(UUID subjectId, String purposeKey) implements Serializable {}
}
