package com.estflux.privacy.dsr.request;

import com.estflux.privacy.contracts.rights.CaseStatus;
import com.estflux.privacy.contracts.rights.Right;
import com.estflux.privacy.dsr.deadline.Deadlines;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request of a data subject. Its row is locked by whoever changes anything about it. */
@Entity
@Table(name = "request")
public class RequestEntity {

    @Id
    private UUID requestId;

    private UUID subjectId;

    @Enumerated(EnumType.STRING)
    private Right exercisedRight;

    @Enumerated(EnumType.STRING)
    private CaseStatus status;

    private Instant receivedAt;
    private LocalDate receivedOn;
    private LocalDate statutoryDueOn;
    private LocalDate policyDueOn;
    private LocalDate dueOn;
    private boolean extended;
    private @Nullable String extensionReason;
    private String requestedBy;
    private boolean openedBySubject;
    private String language;
    private byte @Nullable [] contact;
    private @Nullable String identityMethod;
    private @Nullable Instant identityProvedAt;
    private @Nullable String identityActor;
    private @Nullable String outcome;
    private byte @Nullable [] note;
    private @Nullable Instant alertedAt;
    private @Nullable Instant closedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    RequestEntity() {}

    RequestEntity(UUID requestId, NewRequest opened, Deadlines deadlines, byte @Nullable [] contact) {
        this.requestId = requestId;
        this.subjectId = opened.subjectId();
        this.exercisedRight = opened.right();
        this.status = CaseStatus.RECEIVED;
        this.receivedAt = opened.receivedAt();
        this.receivedOn = deadlines.receivedOn();
        this.statutoryDueOn = deadlines.statutoryDueOn();
        this.policyDueOn = deadlines.policyDueOn();
        this.dueOn = deadlines.dueOn();
        this.requestedBy = opened.requester().reference();
        this.openedBySubject = opened.openedBySubject();
        this.language = opened.language();
        this.contact = contact;
    }

    /** The case id of events. */
    public UUID requestId() {
        return requestId;
    }

    /** Whose data it is about. */
    public UUID subjectId() {
        return subjectId;
    }

    /** The right exercised. */
    public Right right() {
        return exercisedRight;
    }

    /** Where it stands. */
    public CaseStatus status() {
        return status;
    }

    /** When it was received, UTC. */
    public Instant receivedAt() {
        return receivedAt;
    }

    /** Tallinn date of receipt. */
    public LocalDate receivedOn() {
        return receivedOn;
    }

    /** Tallinn date the law wants it answered by. */
    public LocalDate statutoryDueOn() {
        return statutoryDueOn;
    }

    /** Tallinn date the published policy promises it by. */
    public LocalDate policyDueOn() {
        return policyDueOn;
    }

    /** Tallinn date it is due: the earlier of the two, or the extended statutory date. */
    public LocalDate dueOn() {
        return dueOn;
    }

    /** Whether the statutory date was extended. */
    public boolean extended() {
        return extended;
    }

    /** Reason code of the extension. */
    public @Nullable String extensionReason() {
        return extensionReason;
    }

    /** Keyed pseudonym of who asked for it. */
    public String requestedBy() {
        return requestedBy;
    }

    /** Whether the person opened it themselves. */
    public boolean openedBySubject() {
        return openedBySubject;
    }

    /** Language of letters: en, et or ru. */
    public String language() {
        return language;
    }

    /** Reason or outcome code it ended with. */
    public @Nullable String outcome() {
        return outcome;
    }

    /** When it ended, UTC. */
    public @Nullable Instant closedAt() {
        return closedAt;
    }

    /** How it was proved that the person asks; empty while it was not. */
    public Optional<IdentityProof> identityProof() {
        return identityMethod == null || identityProvedAt == null
                ? Optional.empty()
                : Optional.of(new IdentityProof(
                        identityMethod, identityProvedAt, identityActor == null ? "unknown" : identityActor));
    }

    void proved(IdentityProof proof) {
        identityMethod = proof.method();
        identityProvedAt = proof.provedAt();
        identityActor = proof.actedBy();
    }

    void reachAt(byte[] sealedContact) {
        contact = sealedContact;
    }

    byte @Nullable [] contact() {
        return contact;
    }

    byte @Nullable [] note() {
        return note;
    }

    void forgetContact() {
        contact = null;
    }

    void forgetText() {
        contact = null;
        note = null;
    }

    void moveTo(CaseStatus next, Instant at) {
        status = next;
        closedAt = Step.isFinal(next) ? at : null;
    }

    void conclude(String code, byte @Nullable [] sealedNote) {
        outcome = code;
        note = sealedNote;
    }

    void extend(LocalDate until, String reason) {
        statutoryDueOn = until;
        dueOn = until;
        extended = true;
        extensionReason = reason;
    }

    void alerted(Instant at) {
        alertedAt = at;
    }

    @Nullable
    Instant alertedAt() {
        return alertedAt;
    }
}
