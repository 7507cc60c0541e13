package com.estflux.privacy.consent.consent;

import com.estflux.privacy.consent.consent.Terms.Substitute;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.consent.ConsentState;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.time.Tallinn;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be recorded, and as what. A withdrawal is never harder than the consent it takes back (Art. 7(3)). */
final class ConsentRules {

    private static final ProblemType UNKNOWN_PURPOSE =
            new ProblemType("unknown-purpose", 404, "No such purpose is registered");
    private static final ProblemType STALE_NOTICE =
            new ProblemType("stale-notice", 409, "The notice shown is not the current one");

    /** What an import is refused with if a decision of the same time or later is on record. */
    static final ProblemType LATER_DECISION =
            new ProblemType("later-decision-on-record", 409, "A later decision is on record");

    private static final ProblemType NO_ON_RECORD = new ProblemType("no-on-record", 409, "The person said no here");

    private ConsentRules() {}

    /**
     * The record that follows.
     *
     * @param asked what was decided
     * @param terms what the purpose says; null if there is no such purpose
     * @param subjectKey stands for the subject
     * @param standing where the consent stands
     * @param now the time
     * @throws ProblemException if it may not be recorded
     */
    static ConsentRecord next(Asked asked, @Nullable Terms terms, UUID subjectKey, Standing standing, Instant now) {
        Terms valid = requireConsentable(asked, terms);
        asked.precondition().require(standing.revision());
        ConsentRequest request = asked.request();
        int noticeVersion = noticeVersion(asked, valid);
        Substitute substitute = valid.substitute();
        String noticeHash = substitute == null ? valid.noticeHash() : substitute.hash();
        if (noticeHash == null) {
            throw Problems.badRequest(
                    "unknown-notice", "There is no such notice", "no notice has this version in this language");
        }
        Instant decidedAt = decidedAt(asked, standing, now).truncatedTo(ChronoUnit.MICROS);
        return new ConsentRecord(
                EventMessage.newId(),
                subjectKey,
                asked.purpose(),
                standing.revision() + 1,
                asked.state(),
                noticeVersion,
                noticeHash,
                substitute == null ? request.language() : substitute.language(),
                request.channel(),
                asked.actor(),
                decidedAt,
                asked.state() == ConsentState.GRANTED ? expiry(decidedAt, valid) : null,
                standing.hash());
    }

    private static Terms requireConsentable(Asked asked, @Nullable Terms terms) {
        if (terms == null) {
            throw new ProblemException(UNKNOWN_PURPOSE, "see /v1/purposes");
        }
        if (!terms.legalBasis().equals(asked.legalBasis())) {
            throw Problems.conflict(
                            "not-consent-based", "The purpose does not rest on consent", "its legal basis is another")
                    .with("legalBasis", terms.legalBasis());
        }
        return terms;
    }

    /**
     * Only a consent that is given now must refer to the current notice. What was decided before refers to the one that was
     * shown then. A no refers to any, and is never refused for the notice it names: if there is none, the current one stands
     * in for it.
     */
    private static int noticeVersion(Asked asked, Terms terms) {
        Integer shown = asked.request().noticeVersion();
        if (asked.isNo()) {
            Substitute substitute = terms.substitute();
            int named = shown == null ? terms.noticeVersion() : shown;
            return substitute == null ? named : substitute.version();
        }
        if (shown == null) {
            throw Problems.badRequest(
                    "notice-version-required", "noticeVersion is required", "say which notice was shown");
        }
        if (shown != terms.noticeVersion() && asked.occasion().kind() == Asked.Occasion.Kind.NOW) {
            throw new ProblemException(STALE_NOTICE, "show the current notice and ask again")
                    .with("currentVersion", terms.noticeVersion());
        }
        return shown;
    }

    /**
     * What is imported takes its place in the history only behind what was decided: it never undoes a later decision, and
     * never turns a no that was said here into a yes, whatever time it claims.
     */
    private static Instant decidedAt(Asked asked, Standing standing, Instant now) {
        Instant at = asked.occasion().at();
        if (at == null) {
            return now;
        }
        Instant madeAt = at.truncatedTo(ChronoUnit.MICROS);
        if (!asked.occasion().isImport()) {
            return madeAt;
        }
        if (madeAt.isAfter(now)) {
            throw Problems.badRequest("decided-in-the-future", "It was not decided yet", "decidedAt lies ahead");
        }
        if (!madeAt.isAfter(standing.decidedAt())) {
            throw new ProblemException(LATER_DECISION, "import decisions in the order they were made");
        }
        if (!asked.isNo() && standing.isOwnNo()) {
            throw new ProblemException(NO_ON_RECORD, "only the person can turn it into a yes");
        }
        return madeAt;
    }

    /** Counted in the calendar of Tallinn: two years of consent end on the same day, whatever the offset is then. */
    private static @Nullable Instant expiry(Instant decidedAt, Terms terms) {
        return terms.validFor() == null
                ? null
                : decidedAt
                        .atZone(Tallinn.ZONE)
                        .plus(Period.parse(terms.validFor()))
                        .toInstant();
    }
}
