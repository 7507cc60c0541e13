package com.estflux.privacy.consent.purpose;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** A purpose as it is registered now. */
@Entity
@Table(name = "purpose")
class PurposeEntity {

    @Id
    String purposeKey = "";

    int version;
    String legalBasis = "";
    String stopsWhen = "";
    boolean needsAccount;
    String[] categories = {};
    String[] recipients = {};
    String retentionRule = "";

    @Nullable
    String consentValidFor;

    int noticeVersion;
    int materialSinceVersion;

    @Nullable
    OffsetDateTime changedAt;
}
