package com.estflux.privacy.contracts.access;

import java.util.Arrays;
import java.util.Optional;

/** Who takes part over Kafka: each logs in to the broker under its own name and has only the rights of {@link TopicAccess}. */
public enum Participant {
    /** consent-service. */
    CONSENT("consent", true),
    /** dsr-service. */
    DSR("dsr", true),
    /** retention-service. */
    RETENTION("retention", true),
    /** metrics-ingest-service. */
    METRICS("metrics", true),
    /** The account system, which provisions addresses as well. */
    ACCOUNT("account", true),
    /** The billing system. */
    BILLING("billing", true),
    /** The support system. */
    SUPPORT("support", true),
    /** Collectors of usage samples. */
    USAGE_COLLECTOR("usage-collector", false),
    /** The control panel, which shows customers what changed. */
    CONTROL_PANEL("control-panel", false);

    private final String principal;
    private final boolean store;

    Participant(String principal, boolean store) {
        this.principal = principal;
        this.store = store;
    }

    /** The name it logs in with. */
    public String principal() {
        return principal;
    }

    /** Whether it holds personal data and takes part in the rights protocol. */
    public boolean isStore() {
        return store;
    }

    /** What the names of its consumer groups begin with; it may use no others. */
    public String groupPrefix() {
        return principal + "-";
    }

    /** The participant that logs in with this name, if there is one. */
    public static Optional<Participant> ofPrincipal(String principal) {
        return Arrays.stream(values())
                .filter(participant -> participant.principal.equals(principal))
                .findFirst();
    }
}
