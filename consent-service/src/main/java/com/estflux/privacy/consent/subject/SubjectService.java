package com.estflux.privacy.consent.subject;

import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.store.Suppression;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;

/** Keeps what is known about a person besides their consents. Every method joins the current transaction. */
@ApplicationScoped
public class SubjectService {

    private final SubjectRepository subjects;
    private final Suppression suppression;

    SubjectService(SubjectRepository subjects, Suppression suppression) {
        this.subjects = subjects;
        this.suppression = suppression;
    }

    /** An account was opened; who was erased before that is let back. */
    Uni<Void> accountOpened(UUID subjectId, Instant openedAt) {
        return suppression.readmit(subjectId, openedAt).chain(() -> accountChanged(subjectId, "open", openedAt));
    }

    /** An account was closed. */
    Uni<Void> accountClosed(UUID subjectId, Instant closedAt) {
        return accountChanged(subjectId, "closed", closedAt);
    }

    /** Only the latest counts: a replay of the topic must not open an account again. */
    private Uni<Void> accountChanged(UUID subjectId, String state, Instant at) {
        return suppression.excludes(subjectId, at).chain(erased -> {
            if (erased) {
                suppression.countDropped("account-events", 1);
                return Uni.createFrom().voidItem();
            }
            return subjects.known(subjectId)
                    .invoke(subject -> {
                        if (subject.accountChangedAt == null || at.isAfter(subject.accountChangedAt.toInstant())) {
                            subject.accountState = state;
                            subject.accountChangedAt = at.atOffset(ZoneOffset.UTC);
                        }
                    })
                    .replaceWithVoid();
        });
    }

    /**
     * Locks a person, until the end of the transaction; adds them if unknown. Changes to one person follow each other.
     *
     * @return what stands for the person in histories
     * @throws com.estflux.privacy.platform.problem.ProblemException 409 if they were erased
     */
    public Uni<UUID> lock(UUID subjectId) {
        return suppression.contains(subjectId).chain(erased -> {
            if (erased) {
                throw Problems.conflict(
                        "subject-erased", "The subject was erased", "nothing is recorded about them again");
            }
            return subjects.known(subjectId).map(subject -> subject.subjectKey);
        });
    }

    /** Restricts processing for some purposes; for all if none is named (Art. 18). */
    public Uni<Void> restrict(UUID subjectId, Collection<String> purposes) {
        return suppression
                .contains(subjectId)
                .chain(erased -> erased ? Uni.createFrom().voidItem() : restrictKnown(subjectId, purposes));
    }

    private Uni<Void> restrictKnown(UUID subjectId, Collection<String> purposes) {
        return subjects.known(subjectId)
                .invoke(subject -> {
                    TreeSet<String> restricted = new TreeSet<>(List.of(subject.restrictedPurposes));
                    restricted.addAll(purposes);
                    subject.restricted |= purposes.isEmpty();
                    subject.restrictedPurposes = restricted.toArray(String[]::new);
                })
                .replaceWithVoid();
    }

    /** Lifts the restriction for some purposes; every restriction if none is named. */
    public Uni<Void> unrestrict(UUID subjectId, Collection<String> purposes) {
        return subjects.findById(subjectId)
                .onItem()
                .ifNotNull()
                .invoke(subject -> {
                    TreeSet<String> restricted = new TreeSet<>(List.of(subject.restrictedPurposes));
                    if (purposes.isEmpty()) {
                        restricted.clear();
                        subject.restricted = false;
                    }
                    restricted.removeAll(purposes);
                    subject.restrictedPurposes = restricted.toArray(String[]::new);
                })
                .replaceWithVoid();
    }
}
