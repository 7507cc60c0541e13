package com.estflux.privacy.consent.consent;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far the histories have been followed, and what was found. A person's history begins at 1, has no gap and ends
 * where their consent stands. Of an erased person's, parts may have been removed by the plan; what is there must hold.
 *
 * @param last the last link; null before the first
 * @param verified how many links held
 * @param broken the first that did not; null if all do
 */
record ChainWalk(
        @Nullable Link last, long verified, @Nullable Broken broken) {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    /**
     * A stored record with what the rest of the database says about it.
     *
     * @param record the record
     * @param hash its hash as stored
     * @param known whether the person is known
     * @param proof whether it is kept as a proof after an erasure
     * @param standingRevision where the consent stands; null if the person is not known
     * @param standingHash hash of the record it stands at; null if the person is not known
     * @param stands whether the consent's state is this record's
     */
    record Link(
            ConsentRecord record,
            String hash,
            boolean known,
            boolean proof,
            @Nullable Long standingRevision,
            @Nullable String standingHash,
            boolean stands) {}

    /** A link that does not hold, and why not. */
    record Broken(String recordId, String reason) {}

    static ChainWalk start() {
        return new ChainWalk(null, 0, null);
    }

    UUID subjectKey() {
        return last == null ? BEFORE_ALL : last.record().subjectKey();
    }

    String purpose() {
        return last == null ? "" : last.record().purpose();
    }

    long revision() {
        return last == null ? 0 : last.record().revision();
    }

    /** One step further; nowhere once something was found. */
    ChainWalk follow(Link link) {
        if (broken != null) {
            return this;
        }
        boolean same = last != null
                && last.record().subjectKey().equals(link.record().subjectKey())
                && last.record().purpose().equals(link.record().purpose());
        ChainWalk before = same ? this : finished();
        if (before.broken() != null) {
            return before;
        }
        String reason = reason(same ? last : null, link);
        return reason == null
                ? new ChainWalk(link, verified + 1, null)
                : new ChainWalk(
                        last, verified, new Broken(link.record().recordId().toString(), reason));
    }

    /** The same with the end of the last history checked. */
    ChainWalk finished() {
        if (broken != null || last == null || !last.known()) {
            return this;
        }
        boolean stands = last.stands()
                && Objects.equals(last.standingRevision(), revision())
                && Objects.equals(last.standingHash(), last.hash());
        return stands
                ? this
                : new ChainWalk(
                        last, verified, new Broken(last.record().recordId().toString(), "state-differs"));
    }

    private static @Nullable String reason(@Nullable Link previous, Link link) {
        ConsentRecord record = link.record();
        if (!record.hash().equals(link.hash())) {
            return "altered";
        }
        if (!link.known() && !link.proof()) {
            return "unowned";
        }
        long revisionBefore = previous == null ? 0 : previous.record().revision();
        boolean follows = record.revision() == revisionBefore + 1;
        if (!follows) {
            return link.known() ? "gap-before" : null;
        }
        String hashBefore = previous == null ? Standing.NONE.hash() : previous.hash();
        return record.previousHash().equals(hashBefore) ? null : "not-linked";
    }
}
