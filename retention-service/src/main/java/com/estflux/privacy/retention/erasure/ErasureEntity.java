package com.estflux.privacy.retention.erasure;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "erasure")
class ErasureEntity {

    @Id
    UUID commandId;

    @Nullable
    UUID caseId;

    UUID subjectId;

    String[] stores;

    Instant erasedAt;
}
