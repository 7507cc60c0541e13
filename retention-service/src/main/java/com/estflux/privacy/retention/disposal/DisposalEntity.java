package com.estflux.privacy.retention.disposal;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A disposal; its id is that of the command. */
@Entity
@Table(name = "disposal")
class DisposalEntity {

    @Id
    UUID disposalId;

    @Nullable
    UUID subjectId;

    String subjectRef;

    String category;

    String ruleReference;

    String @Nullable [] recordIds;

    int recordCount;

    String recordsDigest;

    @Enumerated(EnumType.STRING)
    DisposalStatus status;

    Instant issuedAt;

    @Nullable
    Instant completedAt;

    int sends;

    @Nullable
    Instant nextSendAt;

    /** It is over: what names the subject goes. */
    void end(DisposalStatus how, Instant when) {
        status = how;
        completedAt = when;
        subjectId = null;
        recordIds = null;
        nextSendAt = null;
    }
}
