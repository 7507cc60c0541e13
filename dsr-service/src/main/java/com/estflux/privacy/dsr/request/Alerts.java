package com.estflux.privacy.dsr.request;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What an officer must look at: in the log, on the timeline and as meter {@code dsr.alerts}, by kind. */
@ApplicationScoped
public class Alerts {

    private static final Logger LOG = Logger.getLogger(Alerts.class);

    private final Timeline timeline;
    private final MeterRegistry meters;

    Alerts(Timeline timeline, MeterRegistry meters) {
        this.timeline = timeline;
        this.meters = meters;
        // There from the start, so that a rule on it can tell "none" from "not measured".
        Kind.all().forEach(kind -> meters.counter("dsr.alerts", "kind", kind));
    }

    /** Kinds of alert. */
    public static final class Kind {
        /** The due date is near and the case is not done. */
        public static final String DUE_SOON = "due-soon";
        /** Stores do not answer. */
        public static final String STORE_SILENT = "store-silent";
        /** A store could not do it. */
        public static final String STORE_FAILED = "store-failed";
        /** A store still holds what it should not. */
        public static final String VERIFICATION_MISMATCH = "verification-mismatch";
        /** A receipt came from someone who may not give it. */
        public static final String RECEIPT_REFUSED = "receipt-refused";
        /** No plan comes. */
        public static final String PLAN_MISSING = "plan-missing";
        /** A plan that is to run is not frozen. */
        public static final String PLAN_NOT_FROZEN = "plan-not-frozen";
        /** A store holds personal data but cannot carry the right out by itself. */
        public static final String STORE_CANNOT = "store-cannot";
        /** A letter could not be delivered and is not tried again. */
        public static final String LETTER_GIVEN_UP = "letter-given-up";

        private Kind() {}

        private static List<String> all() {
            return List.of(
                    DUE_SOON,
                    STORE_SILENT,
                    STORE_FAILED,
                    VERIFICATION_MISMATCH,
                    RECEIPT_REFUSED,
                    PLAN_MISSING,
                    PLAN_NOT_FROZEN,
                    STORE_CANNOT,
                    LETTER_GIVEN_UP);
        }
    }

    /**
     * Raises an alert about a request.
     *
     * @param kind a constant of {@link Kind}
     * @param storeId the store concerned, null if none
     * @param detail reason code, null if none
     */
    public Uni<Void> raise(RequestEntity request, String kind, @Nullable String storeId, @Nullable String detail) {
        meters.counter("dsr.alerts", "kind", kind).increment();
        LOG.errorf("request %s needs attention: %s, store %s, %s", request.requestId(), kind, storeId, detail);
        return storeId == null
                ? timeline.note(request, kind, Actor.SYSTEM, detail)
                : timeline.noteStore(request.requestId(), kind, storeId, detail);
    }
}
