package com.estflux.privacy.retention.clock;

import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** What clocks need to know of erasures, and erasures of clocks. */
public interface PlansOfSubject {

    /** A clock of this subject changed, in the current transaction: a plan that has not begun to run follows. */
    Uni<Void> clocksChanged(UUID subjectId);

    /** Whether stores are carrying out an erasure of this subject right now. */
    Uni<Boolean> erasureIsRunning(UUID subjectId);
}
