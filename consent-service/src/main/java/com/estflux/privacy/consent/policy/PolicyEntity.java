package com.estflux.privacy.consent.policy;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A version of the policy. */
@Entity
@Table(name = "policy")
class PolicyEntity {

    @Id
    String version = "";

    String status = "draft";
    boolean material;
    LocalDate effectiveOn = LocalDate.EPOCH;
    OffsetDateTime draftedAt = OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC);

    @Nullable
    OffsetDateTime publishedAt;
}
