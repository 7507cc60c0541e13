package com.estflux.privacy.consent.subject;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person who is known. */
@Entity
@Table(name = "subject")
class SubjectEntity {

    @Id
    UUID subjectId = new UUID(0, 0);

    UUID subjectKey = new UUID(0, 0);

    @Nullable
    String accountState;

    @Nullable
    OffsetDateTime accountChangedAt;

    boolean restricted;
    String[] restrictedPurposes = {};
}
