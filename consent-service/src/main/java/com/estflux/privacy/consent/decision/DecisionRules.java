package com.estflux.privacy.consent.decision;

import com.estflux.privacy.consent.decision.Facts.ConsentFacts;
import com.estflux.privacy.consent.decision.Facts.ObjectionFacts;
import com.estflux.privacy.consent.decision.Facts.PurposeFacts;
import com.estflux.privacy.consent.decision.Facts.SubjectFacts;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The decision, from facts alone. What is not known to be allowed is not (PF-3/4, PF-7, PF-8.2). */
final class DecisionRules {

    /**
     * Purposes a restriction leaves as they are: legal claims, the protection of others and legal obligations
     * (Art. 18(2)).
     */
    static final List<String> BEYOND_RESTRICTION =
            List.of("security", "fraud-prevention", "billing", "legal-compliance");

    private static final String LEGAL_OBLIGATION = "legal-obligation";

    private DecisionRules() {}

    static Verdict decide(Facts facts, Instant now) {
        PurposeFacts purpose = facts.purpose();
        if (purpose == null) {
            return Verdict.no(Reason.UNKNOWN_PURPOSE, null, null);
        }
        SubjectFacts subject = facts.subject();
        if (subject == null) {
            return no(facts.erased() ? Reason.ERASED : Reason.UNKNOWN_SUBJECT, purpose);
        }
        if (subject.restricted()) {
            return no(Reason.RESTRICTED, purpose);
        }
        if (purpose.needsAccount() && !"open".equals(subject.accountState())) {
            boolean closed = "closed".equals(subject.accountState());
            // A person who consents before their account has been heard of is believed: the token proves who they are.
            // Who
            // is named in an import has proved nothing.
            boolean imported = facts.consent() != null && facts.consent().imported();
            if (closed || imported || !purpose.legalBasis().equals("consent")) {
                return no(closed ? Reason.ACCOUNT_CLOSED : Reason.NO_ACCOUNT, purpose);
            }
        }
        return byLegalBasis(purpose, subject, facts, now);
    }

    private static Verdict byLegalBasis(PurposeFacts purpose, SubjectFacts subject, Facts facts, Instant now) {
        return switch (purpose.legalBasis()) {
            case "contract" -> contract(purpose, subject);
            case LEGAL_OBLIGATION -> Verdict.yes(Reason.LEGAL_OBLIGATION, LEGAL_OBLIGATION, null);
            case "legitimate-interests" -> legitimateInterest(purpose, facts.objection());
            case "consent" -> consent(purpose, facts.consent(), now);
            case "anonymised-statistics" -> statistics(purpose, facts.consent());
            default -> no(Reason.UNKNOWN_PURPOSE, purpose);
        };
    }

    /** Billing goes on after the contract, then as a legal obligation (PF-3/4). */
    private static Verdict contract(PurposeFacts purpose, SubjectFacts subject) {
        return switch (subject.accountState() == null ? "" : subject.accountState()) {
            case "open" -> Verdict.yes(Reason.CONTRACT, "contract", null);
            case "closed" -> Verdict.yes(Reason.LEGAL_OBLIGATION, LEGAL_OBLIGATION, null);
            default -> no(Reason.NO_ACCOUNT, purpose);
        };
    }

    /** Whether an objection stops a purpose when it is raised or when it is upheld is the policy's word (PF-3/4). */
    private static Verdict legitimateInterest(PurposeFacts purpose, @Nullable ObjectionFacts objection) {
        String state = objection == null ? "lifted" : objection.state();
        UUID evidence = objection == null ? null : objection.recordId();
        return switch (state) {
            case "upheld" -> Verdict.no(Reason.OBJECTION, purpose.legalBasis(), evidence);
            case "raised" ->
                purpose.stopsWhen().equals("upheld-objection")
                        ? Verdict.yes(Reason.OBJECTION_PENDING, purpose.legalBasis(), evidence)
                        : Verdict.no(Reason.OBJECTION, purpose.legalBasis(), evidence);
            case "overridden" -> Verdict.yes(Reason.OBJECTION_OVERRIDDEN, purpose.legalBasis(), evidence);
            default -> Verdict.yes(Reason.LEGITIMATE_INTEREST, purpose.legalBasis(), null);
        };
    }

    private static Verdict consent(PurposeFacts purpose, @Nullable ConsentFacts consent, Instant now) {
        if (consent == null) {
            return no(Reason.NO_CONSENT, purpose);
        }
        Reason reason =
                switch (consent.state()) {
                    case "granted" -> granted(purpose, consent, now);
                    case "refused" -> Reason.REFUSED;
                    case "withdrawn" -> Reason.WITHDRAWN;
                    default -> Reason.EXPIRED;
                };
        return new Verdict(reason == Reason.CONSENT, reason, purpose.legalBasis(), consent.recordId());
    }

    private static Reason granted(PurposeFacts purpose, ConsentFacts consent, Instant now) {
        Instant expiresAt = consent.expiresAt();
        if (expiresAt != null && !now.isBefore(expiresAt)) {
            return Reason.EXPIRED;
        }
        return consent.noticeVersion() < purpose.materialSinceVersion() ? Reason.NOTICE_CHANGED : Reason.CONSENT;
    }

    private static Verdict statistics(PurposeFacts purpose, @Nullable ConsentFacts choice) {
        if (choice == null) {
            return Verdict.yes(Reason.NOT_OPTED_OUT, purpose.legalBasis(), null);
        }
        boolean allowed = choice.state().equals("granted");
        return new Verdict(
                allowed, allowed ? Reason.NOT_OPTED_OUT : Reason.OPTED_OUT, purpose.legalBasis(), choice.recordId());
    }

    private static Verdict no(Reason reason, PurposeFacts purpose) {
        return Verdict.no(reason, purpose.legalBasis(), null);
    }
}
