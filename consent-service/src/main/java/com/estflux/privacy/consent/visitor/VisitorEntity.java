package com.estflux.privacy.consent.visitor;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A web visitor who chose, or whose browser signalled. */
@Entity
@Table(name = "visitor")
class VisitorEntity {

    @Id
    UUID visitorId = new UUID(0, 0);

    @Nullable
    String choice;

    @Nullable
    OffsetDateTime chosenAt;

    @Nullable
    Integer noticeVersion;

    @Nullable
    String noticeHash;

    @Nullable
    String language;

    @Nullable
    String signal;

    @Nullable
    OffsetDateTime signalledAt;

    @Nullable
    String network;

    @Nullable
    UUID subjectId;

    @Nullable
    OffsetDateTime linkedAt;

    @Nullable
    OffsetDateTime seenAt;

    Preference preference() {
        return new Preference(
                choice == null ? null : VisitorChoice.valueOf(choice.toUpperCase(Locale.ROOT)),
                instant(chosenAt),
                instant(signalledAt));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
