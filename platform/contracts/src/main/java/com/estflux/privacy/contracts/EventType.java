package com.estflux.privacy.contracts;

import com.estflux.privacy.contracts.account.AccountClosed;
import com.estflux.privacy.contracts.account.AccountOpened;
import com.estflux.privacy.contracts.billing.DisputeClosed;
import com.estflux.privacy.contracts.billing.DisputeOpened;
import com.estflux.privacy.contracts.billing.InvoiceIssued;
import com.estflux.privacy.contracts.billing.PaymentReceived;
import com.estflux.privacy.contracts.billing.RefundIssued;
import com.estflux.privacy.contracts.consent.ConsentChanged;
import com.estflux.privacy.contracts.consent.ObjectionChanged;
import com.estflux.privacy.contracts.consent.PolicyPublished;
import com.estflux.privacy.contracts.retention.HoldChanged;
import com.estflux.privacy.contracts.retention.RulePublished;
import com.estflux.privacy.contracts.rights.CaseChanged;
import com.estflux.privacy.contracts.rights.CaseClosed;
import com.estflux.privacy.contracts.rights.CaseOpened;
import com.estflux.privacy.contracts.rights.CategoryDispose;
import com.estflux.privacy.contracts.rights.CommandAcknowledged;
import com.estflux.privacy.contracts.rights.CommandCompleted;
import com.estflux.privacy.contracts.rights.CommandFailed;
import com.estflux.privacy.contracts.rights.HoldConfirmed;
import com.estflux.privacy.contracts.rights.PlanFreeze;
import com.estflux.privacy.contracts.rights.PlanFrozen;
import com.estflux.privacy.contracts.rights.PlanProposed;
import com.estflux.privacy.contracts.rights.PlanRequested;
import com.estflux.privacy.contracts.rights.StoreAdmitted;
import com.estflux.privacy.contracts.rights.StoreAnnounced;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.contracts.rights.SubjectExport;
import com.estflux.privacy.contracts.rights.SubjectRectify;
import com.estflux.privacy.contracts.rights.SubjectRestrict;
import com.estflux.privacy.contracts.rights.SubjectUnrestrict;
import com.estflux.privacy.contracts.rights.SubjectVerify;
import com.estflux.privacy.contracts.support.TicketClosed;
import com.estflux.privacy.contracts.support.TicketOpened;
import com.estflux.privacy.contracts.usage.IpAssigned;
import com.estflux.privacy.contracts.usage.IpReleased;
import com.estflux.privacy.contracts.usage.UsagePeriodAdjusted;
import com.estflux.privacy.contracts.usage.UsagePeriodClosed;
import com.estflux.privacy.contracts.usage.VpsSampled;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every type of event: its CloudEvents type, the topic it travels on, its data, its record key and what keeps its
 * order. Types evolve by addition; a breaking change is a new version, a new constant.
 */
public enum EventType {
    /** An account was opened. */
    ACCOUNT_OPENED("account.opened", Topic.ACCOUNT_LIFECYCLE, AccountOpened.class, AccountOpened::subjectId),
    /** An account was closed. */
    ACCOUNT_CLOSED("account.closed", Topic.ACCOUNT_LIFECYCLE, AccountClosed.class, AccountClosed::subjectId),
    /** An invoice was issued. */
    INVOICE_ISSUED("invoice.issued", Topic.BILLING_RECORDS, InvoiceIssued.class, InvoiceIssued::subjectId),
    /** A payment was received. */
    PAYMENT_RECEIVED("payment.received", Topic.BILLING_RECORDS, PaymentReceived.class, PaymentReceived::subjectId),
    /** A refund was issued. */
    REFUND_ISSUED("refund.issued", Topic.BILLING_RECORDS, RefundIssued.class, RefundIssued::subjectId),
    /** A dispute was opened. */
    DISPUTE_OPENED("dispute.opened", Topic.BILLING_RECORDS, DisputeOpened.class, DisputeOpened::subjectId),
    /** A dispute was closed. */
    DISPUTE_CLOSED("dispute.closed", Topic.BILLING_RECORDS, DisputeClosed.class, DisputeClosed::subjectId),
    /** A ticket was opened. */
    TICKET_OPENED("ticket.opened", Topic.SUPPORT_TICKETS, TicketOpened.class, TicketOpened::subjectId),
    /** A ticket was closed. */
    TICKET_CLOSED("ticket.closed", Topic.SUPPORT_TICKETS, TicketClosed.class, TicketClosed::subjectId),
    /** A VPS was sampled. */
    VPS_SAMPLED("vps.sampled", Topic.USAGE_SAMPLES, VpsSampled.class, VpsSampled::vpsId),
    /** An IP address was assigned. */
    IP_ASSIGNED("ip.assigned", Topic.USAGE_ASSIGNMENTS, IpAssigned.class, IpAssigned::assignmentId, IpAssigned::vpsId),
    /** An IP address was released. */
    IP_RELEASED("ip.released", Topic.USAGE_ASSIGNMENTS, IpReleased.class, IpReleased::assignmentId, IpReleased::vpsId),
    /** A billing period was closed. */
    USAGE_PERIOD_CLOSED(
            "usage.period-closed", Topic.USAGE_PERIODS, UsagePeriodClosed.class, UsagePeriodClosed::periodId),
    /** A closed billing period was adjusted. */
    USAGE_PERIOD_ADJUSTED(
            "usage.period-adjusted",
            Topic.USAGE_PERIODS,
            UsagePeriodAdjusted.class,
            UsagePeriodAdjusted::adjustmentId,
            UsagePeriodAdjusted::periodId),
    /** A consent changed. */
    CONSENT_CHANGED(
            "consent.changed",
            Topic.CONSENT_CHANGES,
            ConsentChanged.class,
            data -> consentKey(data.subjectId(), data.purpose()),
            ConsentChanged::subjectId),
    /** An objection changed. */
    OBJECTION_CHANGED(
            "objection.changed",
            Topic.CONSENT_CHANGES,
            ObjectionChanged.class,
            data -> objectionKey(data.subjectId(), data.purpose()),
            ObjectionChanged::subjectId),
    /** A policy version was published. */
    POLICY_PUBLISHED("policy.published", Topic.POLICY_VERSIONS, PolicyPublished.class, PolicyPublished::version),
    /** A plan was asked for. */
    PLAN_REQUESTED("plan.requested", Topic.PRIVACY_PLANS, PlanRequested.class, PlanRequested::subjectId),
    /** A plan was proposed. */
    PLAN_PROPOSED("plan.proposed", Topic.PRIVACY_PLANS, PlanProposed.class, PlanProposed::subjectId),
    /** A plan is to be frozen before it runs. */
    PLAN_FREEZE("plan.freeze", Topic.PRIVACY_PLANS, PlanFreeze.class, PlanFreeze::subjectId),
    /** A plan was frozen. */
    PLAN_FROZEN("plan.frozen", Topic.PRIVACY_PLANS, PlanFrozen.class, PlanFrozen::subjectId),
    /** How long a category is kept. */
    RULE_PUBLISHED("rule.published", Topic.RETENTION_RULES, RulePublished.class, RulePublished::category),
    /** A legal hold was placed or released. */
    HOLD_CHANGED("hold.changed", Topic.RETENTION_HOLDS, HoldChanged.class, HoldChanged::holdId),
    /** Erase a subject. */
    SUBJECT_ERASE("subject.erase", Topic.PRIVACY_COMMANDS, SubjectErase.class, SubjectErase::subjectId),
    /** Say what is still held of a subject. */
    SUBJECT_VERIFY("subject.verify", Topic.PRIVACY_COMMANDS, SubjectVerify.class, SubjectVerify::subjectId),
    /** Export a subject's data. */
    SUBJECT_EXPORT("subject.export", Topic.PRIVACY_COMMANDS, SubjectExport.class, SubjectExport::subjectId),
    /** Restrict processing. */
    SUBJECT_RESTRICT("subject.restrict", Topic.PRIVACY_COMMANDS, SubjectRestrict.class, SubjectRestrict::subjectId),
    /** Lift a restriction. */
    SUBJECT_UNRESTRICT(
            "subject.unrestrict", Topic.PRIVACY_COMMANDS, SubjectUnrestrict.class, SubjectUnrestrict::subjectId),
    /** Correct data. */
    SUBJECT_RECTIFY("subject.rectify", Topic.PRIVACY_COMMANDS, SubjectRectify.class, SubjectRectify::subjectId),
    /** Dispose of records whose time has come. */
    CATEGORY_DISPOSE("category.dispose", Topic.PRIVACY_COMMANDS, CategoryDispose.class, CategoryDispose::subjectId),
    /** A store accepted a command. */
    COMMAND_ACKNOWLEDGED(
            "command.acknowledged", Topic.PRIVACY_RECEIPTS, CommandAcknowledged.class, CommandAcknowledged::subjectId),
    /** A store carried a command out. */
    COMMAND_COMPLETED("command.completed", Topic.PRIVACY_RECEIPTS, CommandCompleted.class, CommandCompleted::subjectId),
    /** A store could not carry a command out. */
    COMMAND_FAILED("command.failed", Topic.PRIVACY_RECEIPTS, CommandFailed.class, CommandFailed::subjectId),
    /** A store took a legal hold in. */
    HOLD_CONFIRMED("hold.confirmed", Topic.PRIVACY_RECEIPTS, HoldConfirmed.class, HoldConfirmed::holdId),
    /** A store announced itself. */
    STORE_ANNOUNCED("store.announced", Topic.PRIVACY_STORES, StoreAnnounced.class, StoreAnnounced::storeId),
    /** What a store announced was admitted. */
    STORE_ADMITTED(
            "store.admitted",
            Topic.PRIVACY_STORES,
            StoreAdmitted.class,
            data -> admissionKey(data.storeId()),
            StoreAdmitted::storeId),
    /** A case was opened. */
    CASE_OPENED("case.opened", Topic.DSR_CASES, CaseOpened.class, CaseOpened::subjectId),
    /** A case moved on. */
    CASE_CHANGED("case.changed", Topic.DSR_CASES, CaseChanged.class, CaseChanged::subjectId),
    /** A case was closed. */
    CASE_CLOSED("case.closed", Topic.DSR_CASES, CaseClosed.class, CaseClosed::subjectId);

    private static final String PREFIX = "com.estflux.";
    private static final Map<String, EventType> BY_TYPE =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(EventType::type, Function.identity()));
    private static final Map<Class<?>, EventType> BY_DATA =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(EventType::dataClass, Function.identity()));

    private final String shortName;
    private final Topic topic;
    private final Class<? extends EventData> dataClass;
    private final Function<EventData, String> key;
    private final Function<EventData, String> partitionKey;

    <T extends EventData> EventType(String shortName, Topic topic, Class<T> dataClass, Function<T, Object> key) {
        this(shortName, topic, dataClass, key, key);
    }

    <T extends EventData> EventType(
            String shortName,
            Topic topic,
            Class<T> dataClass,
            Function<T, Object> key,
            Function<T, Object> partitionKey) {
        this.shortName = shortName;
        this.topic = topic;
        this.dataClass = dataClass;
        this.key = data -> key.apply(dataClass.cast(data)).toString();
        this.partitionKey = data -> partitionKey.apply(dataClass.cast(data)).toString();
    }

    /** The CloudEvents type, with its version. */
    public String type() {
        return PREFIX + shortName + ".v1";
    }

    /** The name people use, for example {@code consent.changed}. */
    public String shortName() {
        return shortName;
    }

    /** The topic it travels on. */
    public Topic topic() {
        return topic;
    }

    /** The record that holds its data. */
    public Class<? extends EventData> dataClass() {
        return dataClass;
    }

    /** The record key of an event with this data. */
    public String keyOf(EventData data) {
        return key.apply(data);
    }

    /** What must keep its order: events with the same value travel in the same partition. */
    public String partitionKeyOf(EventData data) {
        return partitionKey.apply(data);
    }

    /** The type with this CloudEvents type, if the suite knows it. */
    public static Optional<EventType> ofType(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    /**
     * The type whose data this is.
     *
     * @throws IllegalArgumentException if no type has such data
     */
    public static EventType of(EventData data) {
        EventType type = BY_DATA.get(data.getClass());
        if (type == null) {
            throw new IllegalArgumentException("no event type has data of " + data.getClass());
        }
        return type;
    }

    /** The record key of an admission on {@link Topic#PRIVACY_STORES}: compaction keeps it beside the announcement. */
    public static String admissionKey(String storeId) {
        return storeId + ":admitted";
    }

    /** The record key of a consent on {@link Topic#CONSENT_CHANGES}; an erasure writes tombstones under it. */
    public static String consentKey(UUID subjectId, String purpose) {
        return subjectId + ":" + purpose;
    }

    /** The record key of an objection on {@link Topic#CONSENT_CHANGES}; an erasure writes tombstones under it. */
    public static String objectionKey(UUID subjectId, String purpose) {
        return subjectId + ":" + purpose + ":objection";
    }
}
