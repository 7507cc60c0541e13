package com.estflux.privacy.consent.imports;

import com.estflux.privacy.consent.consent.ImportedConsent;
import com.estflux.privacy.consent.purpose.Languages;
import com.estflux.privacy.contracts.CanonicalUuid;
import com.estflux.privacy.contracts.consent.ConsentState;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.time.TimeBounds;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of an import, as it was sent.
 *
 * @param subjectId whose
 * @param purpose about which purpose
 * @param decision granted, refused or withdrawn
 * @param noticeVersion version of the notice that was shown; may be missing for a withdrawal
 * @param language language of the notice
 * @param channel where it was decided
 * @param decidedAt when, ISO 8601 with offset
 */
record ImportLine(
        @Nullable String subjectId,
        @Nullable String purpose,
        @Nullable String decision,
        @Nullable Integer noticeVersion,
        @Nullable String language,
        @Nullable String channel,
        @Nullable String decidedAt) {

    private static final Map<String, ConsentState> DECISIONS = Map.of(
            "granted", ConsentState.GRANTED, "refused", ConsentState.REFUSED, "withdrawn", ConsentState.WITHDRAWN);
    private static final String LANGUAGE = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*";

    private static final Set<String> CHANNELS = Set.of("control-panel", "website", "email", "phone", "import");

    /**
     * The decision it holds.
     *
     * @throws ProblemException naming the first field that is wrong
     */
    ImportedConsent toDecision() {
        ConsentState state = decision == null ? null : DECISIONS.get(decision);
        if (state == null) {
            throw wrong("decision", "granted, refused or withdrawn");
        }
        return new ImportedConsent(
                subject(),
                matching("purpose", purpose, "[a-z][a-z0-9-]{1,63}"),
                state,
                version(state),
                language(state),
                knownChannel(),
                time().toInstant().truncatedTo(ChronoUnit.MICROS));
    }

    private UUID subject() {
        return CanonicalUuid.parse(matching(
                "subjectId", subjectId, "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"));
    }

    /** A no is not refused for the language it names. */
    private String language(ConsentState state) {
        return state == ConsentState.GRANTED || (language != null && language.matches(LANGUAGE))
                ? matching("language", language, LANGUAGE)
                : Languages.DEFAULT;
    }

    private @Nullable Integer version(ConsentState state) {
        if (state != ConsentState.GRANTED && noticeVersion != null && noticeVersion < 1) {
            return null;
        }
        if (noticeVersion != null && noticeVersion < 1) {
            throw wrong("noticeVersion", "a version from 1");
        }
        return noticeVersion;
    }

    private String knownChannel() {
        if (channel == null || !CHANNELS.contains(channel)) {
            throw wrong("channel", "control-panel, website, email, phone or import");
        }
        return channel;
    }

    private OffsetDateTime time() {
        try {
            OffsetDateTime time = OffsetDateTime.parse(decidedAt == null ? "" : decidedAt);
            if (TimeBounds.holds(time.toInstant())) {
                return time;
            }
            throw new DateTimeException("out of bounds");
        } catch (DateTimeException e) {
            throw wrong("decidedAt", "a time as 2024-05-31T12:00:00Z");
        }
    }

    private static String matching(String field, @Nullable String value, String pattern) {
        if (value == null || !value.matches(pattern)) {
            throw wrong(field, "see the contract");
        }
        return value;
    }

    private static ProblemException wrong(String field, String expected) {
        return Problems.badRequest("invalid-line", "The line is not valid", field + ": " + expected);
    }
}
