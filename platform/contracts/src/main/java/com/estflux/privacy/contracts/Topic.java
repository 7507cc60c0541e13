package com.estflux.privacy.contracts;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The topics of the suite, with the settings their promises depend on. Operators create them from here. */
public enum Topic {
    /** Accounts opened and closed. */
    ACCOUNT_LIFECYCLE("account.lifecycle.v1", Cleanup.DELETE, Duration.ofDays(7)),
    /** Invoices, payments, refunds and disputes, by id. */
    BILLING_RECORDS("billing.records.v1", Cleanup.DELETE, Duration.ofDays(7)),
    /** Support tickets, by id. */
    SUPPORT_TICKETS("support.tickets.v1", Cleanup.DELETE, Duration.ofDays(7)),
    /** Usage samples of VPS instances. */
    USAGE_SAMPLES("usage.samples.v1", Cleanup.DELETE, Duration.ofHours(24)),
    /**
     * IP assignments: the one topic with a direct identifier. Short-lived, and compacted too, so that an erasure's
     * tombstones remove a person's addresses before their day is over.
     */
    USAGE_ASSIGNMENTS("usage.assignments.v1", Cleanup.COMPACT_AND_DELETE, Duration.ofHours(24)),
    /** Closed billing periods and their adjustments. */
    USAGE_PERIODS("usage.periods.v1", Cleanup.DELETE, Duration.ofDays(7)),
    /** Consents and objections, the last of each subject and purpose. */
    CONSENT_CHANGES("consent.changes.v1", Cleanup.COMPACT, null),
    /** Published policy versions. */
    POLICY_VERSIONS("policy.versions.v1", Cleanup.COMPACT, null),
    /** Erasure plans asked for, proposed and frozen. */
    PRIVACY_PLANS("privacy.plans.v1", Cleanup.DELETE, Duration.ofDays(7), Size.NAMES_RECORDS),
    /** Commands to stores: ids only, kept as long as the oldest backup that could be restored. */
    PRIVACY_COMMANDS("privacy.commands.v1", Cleanup.DELETE, Kept.OLDEST_RESTORABLE_BACKUP, Size.NAMES_RECORDS),
    /** Receipts of stores. */
    PRIVACY_RECEIPTS("privacy.receipts.v1", Cleanup.DELETE, Kept.OLDEST_RESTORABLE_BACKUP),
    /** The stores that exist. */
    PRIVACY_STORES("privacy.stores.v1", Cleanup.COMPACT, null),
    /** Retention rules, the last of each category. */
    RETENTION_RULES("retention.rules.v1", Cleanup.COMPACT, null),
    /** Legal holds, the last state of each: ids only. */
    RETENTION_HOLDS("retention.holds.v1", Cleanup.COMPACT, null),
    /** Cases of data subjects. */
    DSR_CASES("dsr.cases.v1", Cleanup.DELETE, Duration.ofDays(30)),
    /** Records consent-service could not take in, encrypted. */
    CONSENT_DEAD_LETTERS("consent.dead-letters.v1"),
    /** Records dsr-service could not take in, encrypted. */
    DSR_DEAD_LETTERS("dsr.dead-letters.v1"),
    /** Records retention-service could not take in, encrypted. */
    RETENTION_DEAD_LETTERS("retention.dead-letters.v1"),
    /** Records metrics-ingest-service could not take in, encrypted. */
    METRICS_DEAD_LETTERS("metrics.dead-letters.v1");

    /**
     * Largest record a dead-letter topic takes, bytes: room for the largest event, encrypted and in Base64. It stays
     * below what a Kafka producer and a broker take unless told otherwise.
     */
    public static final int MAX_DEAD_LETTER_BYTES = 960 * 1024;

    /**
     * How long a backup is kept that may be restored. Commands are kept as long, so that a store restored from one of this
     * age can carry out again everything asked since.
     */
    public static final Duration OLDEST_RESTORABLE_BACKUP = Kept.OLDEST_RESTORABLE_BACKUP;

    private static final int KEYED_PARTITIONS = 6;

    private final String topicName;
    private final Cleanup cleanup;
    private final @Nullable Duration retention;
    private final int partitions;
    private final int maxDataBytes;
    private final int maxRecordBytes;

    Topic(String topicName, Cleanup cleanup, @Nullable Duration retention) {
        this(topicName, cleanup, retention, Size.USUAL);
    }

    Topic(String topicName, Cleanup cleanup, @Nullable Duration retention, Size size) {
        this.topicName = topicName;
        this.cleanup = cleanup;
        this.retention = retention;
        this.partitions = KEYED_PARTITIONS;
        this.maxDataBytes = size.dataBytes;
        this.maxRecordBytes = size.recordBytes;
    }

    /** A dead-letter topic: one partition, so that an offset names a dead letter; room for the encrypted envelope. */
    Topic(String topicName) {
        this.topicName = topicName;
        this.cleanup = Cleanup.DELETE;
        this.retention = Duration.ofDays(30);
        this.partitions = 1;
        this.maxDataBytes = MAX_DEAD_LETTER_BYTES;
        this.maxRecordBytes = MAX_DEAD_LETTER_BYTES;
    }

    /** The name on the broker. */
    public String topicName() {
        return topicName;
    }

    /** How many partitions to create it with. */
    public int partitions() {
        return partitions;
    }

    /** Largest value an event of this topic may have, bytes; consumers put aside what exceeds it. */
    public int maxDataBytes() {
        return maxDataBytes;
    }

    /** Whether records are replaced by key and a tombstone removes them. */
    public boolean compacted() {
        return cleanup != Cleanup.DELETE;
    }

    /** The topic settings to create it with, by their Kafka names. */
    public Map<String, String> configuration() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("cleanup.policy", cleanup.policy);
        settings.put("max.message.bytes", Integer.toString(maxRecordBytes));
        settings.put("retention.ms", retention == null ? "-1" : Long.toString(retention.toMillis()));
        // Nothing outlives its time for long just because its segment is still open, or its file not yet removed.
        settings.put("file.delete.delay.ms", Long.toString(Duration.ofSeconds(1).toMillis()));
        if (compacted()) {
            settings.put("segment.ms", Long.toString(Duration.ofMinutes(10).toMillis()));
            settings.put(
                    "max.compaction.lag.ms",
                    Long.toString(Duration.ofMinutes(10).toMillis()));
            settings.put("min.cleanable.dirty.ratio", "0.01");
            settings.put(
                    "delete.retention.ms", Long.toString(Duration.ofHours(24).toMillis()));
        } else {
            settings.put("segment.ms", Long.toString(Duration.ofHours(6).toMillis()));
        }
        return settings;
    }

    /**
     * Finds a topic by its name on the broker.
     *
     * @throws IllegalArgumentException if the suite has no such topic
     */
    public static Topic named(String topicName) {
        for (Topic topic : values()) {
            if (topic.topicName.equals(topicName)) {
                return topic;
            }
        }
        throw new IllegalArgumentException("the suite has no topic " + topicName);
    }

    /**
     * What a topic's events may weigh. Its records may be larger than that, so that what exceeds the contract reaches
     * the consumer that reports it.
     */
    private enum Size {
        USUAL(64, 256),
        /** About 5,000 records of one person, each with its id and date. */
        NAMES_RECORDS(512, 768);

        private final int dataBytes;
        private final int recordBytes;

        Size(int dataKibibytes, int recordKibibytes) {
            this.dataBytes = dataKibibytes * 1024;
            this.recordBytes = recordKibibytes * 1024;
        }
    }

    private enum Cleanup {
        DELETE("delete"),
        COMPACT("compact"),
        COMPACT_AND_DELETE("compact,delete");

        private final String policy;

        Cleanup(String policy) {
            this.policy = policy;
        }
    }

    /** Periods with a reason of their own. */
    private static final class Kept {
        /** A store restored from a backup of this age can still replay every command given since. */
        private static final Duration OLDEST_RESTORABLE_BACKUP = Duration.ofDays(35);
    }
}
