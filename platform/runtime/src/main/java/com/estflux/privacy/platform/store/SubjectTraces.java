package com.estflux.privacy.platform.store;

import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** Something of the platform that remembers a subject for a while and must forget with the rest at an erasure. */
public interface SubjectTraces {

    /** Forgets a subject, in the current transaction. */
    Uni<Void> forget(UUID subjectId);
}
