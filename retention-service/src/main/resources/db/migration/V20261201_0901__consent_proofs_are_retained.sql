-- What an erasure leaves of consents is a proof under a keyed hash, and the company has the key: it is retained, not
-- anonymous. The version replaces the shipped one from its first day.
INSERT INTO retention_rule (reference, category, version, effective_from, period, counted_from, starts_when, on_erasure,
                            legal_basis, explanation, policy_fact, controllers_decision, created_by, created_at)
VALUES ('consent-record/2', 'consent-record', 2, DATE '2026-01-01', 'P3Y', 'START', 'CLOSED', 'RETAIN',
        'GDPR Art. 7(1), 5(2) and 17(3)(e)',
        'Proof of consent is kept for three years after the consent ended. An erasure ends every consent; what is left'
        || ' is a proof under a pseudonym.',
        'PF-6.6', true, 'system', TIMESTAMPTZ '2026-12-01 00:00:00+02');
INSERT INTO rule_approval (reference, approved_by, approved_at)
VALUES ('consent-record/2', 'system', TIMESTAMPTZ '2026-12-01 00:00:00+02');
