package com.estflux.privacy.consent.visitor;

import com.estflux.privacy.consent.consent.StatisticsWill.Fact;
import com.estflux.privacy.consent.consent.StatisticsWill.Kind;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
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

    /** What was said, as facts of the person the visitor turned out to be. */
    List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        if (choice != null && chosenAt != null) {
            facts.add(new Fact(
                    visitorId, Kind.EXPLICIT, choice.equals("granted"), chosenAt.toInstant(), noticeVersion, language));
        }
        if (signalledAt != null) {
            facts.add(new Fact(visitorId, Kind.SIGNAL, false, signalledAt.toInstant(), null, null));
        }
        return facts;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
