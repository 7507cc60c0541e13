-- Retention rules. A version is never changed: a new one takes over from its date.
CREATE TABLE retention_rule (
    reference            text        NOT NULL,
    category             text        NOT NULL,
    version              integer     NOT NULL,
    effective_from       date        NOT NULL,
    period               text,
    counted_from         text        NOT NULL,
    starts_when          text        NOT NULL,
    on_erasure           text        NOT NULL,
    legal_basis          text        NOT NULL,
    explanation          text        NOT NULL,
    policy_fact          text        NOT NULL,
    controllers_decision boolean     NOT NULL,
    created_by           text        NOT NULL,
    created_at           timestamptz NOT NULL,
    CONSTRAINT retention_rule_reference_pk PRIMARY KEY (reference),
    CONSTRAINT retention_rule_category_version_uk UNIQUE (category, version),
    CONSTRAINT retention_rule_version_ck CHECK (version > 0),
    CONSTRAINT retention_rule_reference_ck CHECK (reference = category || '/' || version),
    CONSTRAINT retention_rule_counted_from_ck CHECK (counted_from IN ('START', 'END_OF_FINANCIAL_YEAR')),
    CONSTRAINT retention_rule_starts_when_ck CHECK (starts_when IN ('COLLECTED', 'RECORDED', 'CLOSED')),
    CONSTRAINT retention_rule_on_erasure_ck
        CHECK (on_erasure IN ('ERASE', 'ANONYMISE', 'RETAIN', 'RETAIN_WHILE_OPEN'))
);
CREATE INDEX retention_rule_category_effective_from_ix ON retention_rule (category, effective_from);

-- The service appends rules and can do nothing else with them. Its role has the database's name.
DO $$
BEGIN
    EXECUTE format('REVOKE ALL ON retention_rule FROM %I', current_database());
    EXECUTE format('GRANT SELECT, INSERT ON retention_rule TO %I', current_database());
END
$$;

INSERT INTO retention_rule (reference, category, version, effective_from, period, counted_from, starts_when, on_erasure,
                            legal_basis, explanation, policy_fact, controllers_decision, created_by, created_at)
SELECT seed.category || '/1', seed.category, 1, DATE '2026-01-01', seed.period, seed.counted_from, seed.starts_when,
       seed.on_erasure, seed.legal_basis, seed.explanation, seed.policy_fact, seed.controllers_decision,
       'system', TIMESTAMPTZ '2026-01-01 00:00:00+02'
FROM (VALUES
    ('account', 'P0D', 'START', 'CLOSED', 'ERASE',
     'GDPR Art. 6(1)(b)',
     'Account data is kept for the duration of the service relationship.',
     'PF-6.1', false),
    ('payment-method', 'P0D', 'START', 'CLOSED', 'ERASE',
     'GDPR Art. 6(1)(b)',
     'The reference to a payment method is kept for the duration of the service relationship.',
     'PF-6.1', true),
    ('billing-record', 'P7Y', 'END_OF_FINANCIAL_YEAR', 'RECORDED', 'RETAIN',
     'GDPR Art. 6(1)(c) and 17(3)(b); Accounting Act of Estonia, § 12',
     'Accounting documents are kept for seven years from the end of the financial year they were recorded in; those'
     || ' of an open dispute at least until it is closed.',
     'PF-6.2', false),
    ('support-correspondence', 'P2Y', 'START', 'CLOSED', 'RETAIN_WHILE_OPEN',
     'GDPR Art. 6(1)(b) and 17(3)(e)',
     'Correspondence is kept for two years after its ticket was closed. An erasure leaves that of an open ticket until'
     || ' the ticket is closed.',
     'PF-6.3', false),
    ('server-log', 'P90D', 'START', 'COLLECTED', 'ERASE',
     'GDPR Art. 6(1)(f)',
     'Connection and access logs are kept for at most 90 days.',
     'PF-6.4', false),
    ('web-analytics', NULL, 'START', 'COLLECTED', 'ANONYMISE',
     'GDPR Art. 6(1)(f); only what describes nobody',
     'Analytics are kept in aggregated, anonymised form only; what could be linked to a person is removed.',
     'PF-6.5', false),
    ('ip-assignment', 'P1Y', 'START', 'CLOSED', 'ERASE',
     'GDPR Art. 6(1)(f), abuse handling and network security',
     'Which customer an address was assigned to is kept for one year after its release.',
     'PF-6.6', true),
    ('traffic-volume', 'P7Y', 'END_OF_FINANCIAL_YEAR', 'COLLECTED', 'ANONYMISE',
     'GDPR Art. 6(1)(b), basis of invoices',
     'Traffic volumes are kept as long as the invoices they explain. An erasure removes every link to the person;'
     || ' invoiced totals stay exact.',
     'PF-6.6', true),
    ('resource-usage', 'P7Y', 'END_OF_FINANCIAL_YEAR', 'COLLECTED', 'ANONYMISE',
     'GDPR Art. 6(1)(b), basis of invoices; Art. 6(1)(f), capacity planning',
     'Resource usage is kept as long as the invoices it explains. An erasure removes every link to the person;'
     || ' invoiced totals stay exact.',
     'PF-6.6', true),
    ('consent-record', 'P3Y', 'START', 'CLOSED', 'ANONYMISE',
     'GDPR Art. 7(1) and 5(2)',
     'Proof of consent is kept for three years after the consent ended. An erasure leaves only a pseudonymous proof.',
     'PF-6.6', true),
    ('dsr-case', 'P3Y', 'START', 'CLOSED', 'RETAIN',
     'GDPR Art. 5(2) and 17(3)(e)',
     'Requests and how they were answered are kept for three years after the case was closed, to establish, exercise'
     || ' or defend legal claims.',
     'PF-6.6', true)
) AS seed (category, period, counted_from, starts_when, on_erasure, legal_basis, explanation, policy_fact,
           controllers_decision);
