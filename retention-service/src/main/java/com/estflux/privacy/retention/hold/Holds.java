package com.estflux.privacy.retention.hold;

import com.estflux.privacy.retention.locking.Locks;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** The holds in force, for plans, erasures and disposals. */
@ApplicationScoped
public class Holds {

    private final HoldRepository holds;
    private final Locks locks;

    Holds(HoldRepository holds, Locks locks) {
        this.holds = holds;
        this.locks = locks;
    }

    /** The holds that concern a subject; none is added or released before the current transaction ends. */
    public Uni<List<Hold>> inForce(UUID subjectId) {
        return locks.againstNewHolds()
                .chain(() -> holds.inForce(subjectId))
                .map(found -> found.stream().map(HoldEntity::hold).toList());
    }
}
