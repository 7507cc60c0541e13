package com.estflux.privacy.platform.security;

/** The roles a token can carry. */
public final class Roles {

    /** A customer; only ever their own data. */
    public static final String CUSTOMER = "customer";
    /** Works the queue, rules, holds and breaches. */
    public static final String PRIVACY_OFFICER = "privacy-officer";
    /** Opens and reads cases, no evidence. */
    public static final String SUPPORT_AGENT = "support-agent";
    /** Reads all, changes nothing. */
    public static final String AUDITOR = "auditor";
    /** Runs the services; reaches no personal data. */
    public static final String OPERATOR = "operator";
    /** The billing system. */
    public static final String BILLING_SYSTEM = "billing-system";
    /** The support system. */
    public static final String SUPPORT_SYSTEM = "support-system";
    /** The account and provisioning system. */
    public static final String ACCOUNT_SYSTEM = "account-system";
    /** A collector of usage samples. */
    public static final String USAGE_COLLECTOR = "usage-collector";
    /** A participant in the rights protocol. */
    public static final String STORE = "store";

    private Roles() {}
}
