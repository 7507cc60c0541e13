-- A version of a rule is a draft until another officer approves it. What there was before is what the policy said then.
CREATE TABLE rule_approval (
    reference   text        NOT NULL,
    approved_by text        NOT NULL,
    approved_at timestamptz NOT NULL,
    CONSTRAINT rule_approval_reference_pk PRIMARY KEY (reference),
    CONSTRAINT rule_approval_reference_fk FOREIGN KEY (reference) REFERENCES retention_rule (reference)
);
INSERT INTO rule_approval (reference, approved_by, approved_at)
SELECT reference, created_by, created_at FROM retention_rule;

-- What the published policy and the law leave room for. A category that is not named is kept for a day at least.
CREATE TABLE rule_bound (
    category     text NOT NULL,
    shortest     text NOT NULL,
    longest      text,
    counted_from text,
    on_erasure   text,
    policy_fact  text NOT NULL,
    CONSTRAINT rule_bound_category_pk PRIMARY KEY (category),
    CONSTRAINT rule_bound_counted_from_ck CHECK (counted_from IN ('START', 'END_OF_FINANCIAL_YEAR')),
    CONSTRAINT rule_bound_on_erasure_ck CHECK (on_erasure IN ('ERASE', 'ANONYMISE', 'RETAIN', 'RETAIN_WHILE_OPEN'))
);
INSERT INTO rule_bound (category, shortest, longest, counted_from, on_erasure, policy_fact) VALUES
    ('account', 'P0D', 'P0D', NULL, NULL, 'PF-6.1'),
    ('payment-method', 'P0D', NULL, NULL, NULL, 'PF-6.1'),
    ('billing-record', 'P7Y', NULL, 'END_OF_FINANCIAL_YEAR', 'RETAIN', 'PF-6.2'),
    ('support-correspondence', 'P1D', 'P2Y', NULL, NULL, 'PF-6.3'),
    ('server-log', 'P1D', 'P90D', NULL, NULL, 'PF-6.4');

-- The service appends approvals and reads bounds, and can do nothing else with them.
DO $$
BEGIN
    EXECUTE format('REVOKE ALL ON rule_approval, rule_bound FROM %I', current_database());
    EXECUTE format('GRANT SELECT, INSERT ON rule_approval TO %I', current_database());
    EXECUTE format('GRANT SELECT ON rule_bound TO %I', current_database());
END
$$;

-- Which stores have taken which version of a hold in.
CREATE TABLE hold_confirmation (
    hold_id      uuid        NOT NULL,
    store_id     text        NOT NULL,
    version      integer     NOT NULL,
    confirmed_at timestamptz NOT NULL,
    CONSTRAINT hold_confirmation_hold_id_store_id_pk PRIMARY KEY (hold_id, store_id)
);
