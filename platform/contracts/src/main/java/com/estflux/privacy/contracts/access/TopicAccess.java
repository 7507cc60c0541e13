package com.estflux.privacy.contracts.access;

import static com.estflux.privacy.contracts.access.Participant.ACCOUNT;
import static com.estflux.privacy.contracts.access.Participant.BILLING;
import static com.estflux.privacy.contracts.access.Participant.CONSENT;
import static com.estflux.privacy.contracts.access.Participant.CONTROL_PANEL;
import static com.estflux.privacy.contracts.access.Participant.DSR;
import static com.estflux.privacy.contracts.access.Participant.METRICS;
import static com.estflux.privacy.contracts.access.Participant.RETENTION;
import static com.estflux.privacy.contracts.access.Participant.SUPPORT;
import static com.estflux.privacy.contracts.access.Participant.USAGE_COLLECTOR;

import com.estflux.privacy.contracts.Topic;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Who may write and who may read each topic. What is not here is denied; no broker user is made, and no right given, by any
 * other list.
 */
public final class TopicAccess {

    private static final Map<Topic, Rights> TABLE = table();

    private TopicAccess() {}

    private record Rights(Set<Participant> writers, Set<Participant> readers) {}

    /** Whether a participant may publish on a topic. */
    public static boolean mayWrite(Participant participant, Topic topic) {
        return rights(topic).writers().contains(participant);
    }

    /** Whether a participant may read a topic. */
    public static boolean mayRead(Participant participant, Topic topic) {
        return rights(topic).readers().contains(participant);
    }

    private static Rights rights(Topic topic) {
        Rights rights = TABLE.get(topic);
        if (rights == null) {
            throw new IllegalStateException("nobody has said who may use " + topic.topicName());
        }
        return rights;
    }

    private static Map<Topic, Rights> table() {
        Map<Topic, Rights> table = new EnumMap<>(Topic.class);
        Set<Participant> stores = EnumSet.noneOf(Participant.class);
        Arrays.stream(Participant.values()).filter(Participant::isStore).forEach(stores::add);
        put(table, Topic.ACCOUNT_LIFECYCLE, Set.of(ACCOUNT), Set.of(CONSENT, RETENTION, METRICS));
        put(table, Topic.BILLING_RECORDS, Set.of(BILLING), Set.of(RETENTION));
        put(table, Topic.SUPPORT_TICKETS, Set.of(SUPPORT), Set.of(RETENTION));
        put(table, Topic.USAGE_SAMPLES, Set.of(USAGE_COLLECTOR), Set.of(METRICS));
        put(table, Topic.USAGE_ASSIGNMENTS, Set.of(ACCOUNT), Set.of(METRICS));
        put(table, Topic.USAGE_PERIODS, Set.of(METRICS), Set.of(BILLING));
        put(table, Topic.CONSENT_CHANGES, Set.of(CONSENT), Set.of(METRICS, CONTROL_PANEL));
        put(table, Topic.POLICY_VERSIONS, Set.of(CONSENT), Set.of(CONTROL_PANEL));
        put(table, Topic.PRIVACY_PLANS, Set.of(DSR, RETENTION), Set.of(DSR, RETENTION));
        put(table, Topic.PRIVACY_COMMANDS, Set.of(DSR, RETENTION), stores);
        put(table, Topic.PRIVACY_RECEIPTS, stores, Set.of(DSR, RETENTION));
        put(table, Topic.PRIVACY_STORES, stores, Set.of(DSR, RETENTION));
        put(table, Topic.RETENTION_RULES, Set.of(RETENTION), stores);
        put(table, Topic.RETENTION_HOLDS, Set.of(RETENTION), stores);
        put(table, Topic.DSR_CASES, Set.of(DSR), Set.of(RETENTION, METRICS, CONTROL_PANEL));
        put(table, Topic.CONSENT_DEAD_LETTERS, Set.of(CONSENT), Set.of(CONSENT));
        put(table, Topic.DSR_DEAD_LETTERS, Set.of(DSR), Set.of(DSR));
        put(table, Topic.RETENTION_DEAD_LETTERS, Set.of(RETENTION), Set.of(RETENTION));
        put(table, Topic.METRICS_DEAD_LETTERS, Set.of(METRICS), Set.of(METRICS));
        return table;
    }

    private static void put(Map<Topic, Rights> table, Topic topic, Set<Participant> writers, Set<Participant> readers) {
        table.put(topic, new Rights(Set.copyOf(writers), Set.copyOf(readers)));
    }
}
