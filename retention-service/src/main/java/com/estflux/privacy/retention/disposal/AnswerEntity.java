package com.estflux.privacy.retention.disposal;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "disposal_answer")
class AnswerEntity {

    @EmbeddedId
    Key key;

    @Enumerated(EnumType.STRING)
    AnswerStatus status;

    @Nullable
    Long erased;

    @Nullable
    String digest;

    @Nullable
    String failure;

    @Nullable
    Instant answeredAt;

    @Embeddable
    record Key(UUID disposalId, String storeId) implements Serializable {}

    static AnswerEntity pending(UUID disposalId, String storeId) {
        AnswerEntity answer = new AnswerEntity();
        answer.key = new Key(disposalId, storeId);
        answer.status = AnswerStatus.PENDING;
        return answer;
    }
}
