package com.estflux.privacy.dsr.plan;

import com.estflux.privacy.contracts.rights.PlanProposed;
import com.estflux.privacy.dsr.request.Actor;
import com.estflux.privacy.dsr.request.RequestEntity;
import com.estflux.privacy.dsr.request.Step;
import io.smallrye.mutiny.Uni;

/** Carries a plan out. */
public interface PlanRunner {

    /** Fails with 409 while no store could carry a plan out. */
    Uni<Void> requireStores();

    /**
     * Sends the plan to every store concerned, in the current transaction.
     *
     * @param step the step that starts it
     */
    Uni<RequestEntity> run(RequestEntity request, PlanProposed plan, Step step, Actor actor);
}
