package com.estflux.privacy.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A category of personal data (PF-2), named by its key. Open to keys of stores that join later, so that a new one does
 * not break those who do not know it.
 *
 * @param key lower-case kebab, 2 to 64 characters
 */
public record DataCategory(@JsonValue String key) implements Comparable<DataCategory> {

    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9-]{1,63}");

    /** Name, email, billing address, VAT number, company name (PF-2.1). */
    public static final DataCategory ACCOUNT = new DataCategory("account");
    /** Reference to a payment method, never a card number (PF-2.2). */
    public static final DataCategory PAYMENT_METHOD = new DataCategory("payment-method");
    /** Invoices, payments, refunds, disputes (PF-2.3). */
    public static final DataCategory BILLING_RECORD = new DataCategory("billing-record");
    /** IP addresses assigned to a customer's VPS instances (PF-2.4). */
    public static final DataCategory IP_ASSIGNMENT = new DataCategory("ip-assignment");
    /** Bytes in and out per VPS (PF-2.5). */
    public static final DataCategory TRAFFIC_VOLUME = new DataCategory("traffic-volume");
    /** CPU, memory and disk use per VPS (PF-2.6). */
    public static final DataCategory RESOURCE_USAGE = new DataCategory("resource-usage");
    /** Ticket content and correspondence (PF-2.7). */
    public static final DataCategory SUPPORT_CORRESPONDENCE = new DataCategory("support-correspondence");
    /** Web analytics (PF-2.8). */
    public static final DataCategory WEB_ANALYTICS = new DataCategory("web-analytics");
    /** Connection and access logs (PF-2.9). */
    public static final DataCategory SERVER_LOG = new DataCategory("server-log");
    /** Who consented to what, when, to which text, how (PF-2.10). */
    public static final DataCategory CONSENT_RECORD = new DataCategory("consent-record");
    /** Data-subject requests, their correspondence and evidence (PF-2.11). */
    public static final DataCategory DSR_CASE = new DataCategory("dsr-case");

    /** The categories of the published policy, in its order (PF-2). */
    public static final List<DataCategory> POLICY_CATEGORIES = List.of(
            ACCOUNT,
            PAYMENT_METHOD,
            BILLING_RECORD,
            IP_ASSIGNMENT,
            TRAFFIC_VOLUME,
            RESOURCE_USAGE,
            SUPPORT_CORRESPONDENCE,
            WEB_ANALYTICS,
            SERVER_LOG,
            CONSENT_RECORD,
            DSR_CASE);

    /**
     * Names a category.
     *
     * @throws IllegalArgumentException if the key is not lower-case kebab of 2 to 64 characters
     */
    @JsonCreator
    public DataCategory {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("a category key is 2 to 64 of a-z, 0-9 and '-', from a letter");
        }
    }

    @Override
    public int compareTo(DataCategory other) {
        return key.compareTo(other.key);
    }

    @Override
    public String toString() {
        return key;
    }
}
