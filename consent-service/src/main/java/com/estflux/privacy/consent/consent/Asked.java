package com.estflux.privacy.consent.consent;

import com.estflux.privacy.contracts.consent.ConsentState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision to record.
 *
 * @param subjectId whose
 * @param purpose about which purpose
 * @param request what was decided
 * @param actor who says so, as the audit log names them
 * @param precondition what the caller believes the current state to be
 * @param legalBasis what the purpose must rest on: consent, or the statistics a visitor can opt out of
 * @param once recognises a repetition; null if the request had no key
 * @param occasion what gave rise to it
 */
record Asked(
        UUID subjectId,
        String purpose,
        ConsentRequest request,
        String actor,
        Precondition precondition,
        String legalBasis,
        @Nullable Once once,
        Occasion occasion) {

    /** A decision made now. */
    Asked(
            UUID subjectId,
            String purpose,
            ConsentRequest request,
            String actor,
            Precondition precondition,
            String legalBasis,
            @Nullable Once once) {
        this(subjectId, purpose, request, actor, precondition, legalBasis, once, Occasion.NOW);
    }

    /** Whether it is a no: a refusal, a withdrawal, or a lapse. */
    boolean isNo() {
        return state() != ConsentState.GRANTED;
    }

    /** The state it leads to. */
    ConsentState state() {
        return occasion.kind() == Occasion.Kind.LAPSE
                ? ConsentState.EXPIRED
                : request.decision().state();
    }

    /**
     * What gave rise to a record.
     *
     * @param kind whether somebody decides now, or something that happened before is put on record
     * @param at when it happened; null if it happens now
     */
    record Occasion(Kind kind, @Nullable Instant at) {
        static final Occasion NOW = new Occasion(Kind.NOW, null);

        /** What gives rise to records. */
        enum Kind {
            /** Somebody decides now. */
            NOW,
            /** Another system recorded a decision. */
            IMPORT,
            /** A visitor's choice or signal is the person's. */
            VISITOR,
            /** A consent's time ran out; nobody decided anything. */
            LAPSE
        }

        /** A decision that another system recorded. */
        static Occasion imported(Instant decidedAt) {
            return new Occasion(Kind.IMPORT, decidedAt);
        }

        /** A choice or signal of a visitor who is the person. */
        static Occasion visitor(Instant madeAt) {
            return new Occasion(Kind.VISITOR, madeAt);
        }

        /** The end of a consent's time. */
        static Occasion lapse(Instant expiredAt) {
            return new Occasion(Kind.LAPSE, expiredAt);
        }

        boolean isImport() {
            return kind == Kind.IMPORT;
        }
    }

    /** The basis of purposes that can be consented to. */
    static final String CONSENT = "consent";

    /** The basis of purposes that can be opted out of (PF-8.2). */
    static final String STATISTICS = "anonymised-statistics";

    /**
     * An {@code Idempotency-Key}, as a keyed hash, with one of the request it belongs to.
     *
     * @param key of caller, operation and key
     * @param digest of the request
     */
    record Once(String key, String digest) {}
}
