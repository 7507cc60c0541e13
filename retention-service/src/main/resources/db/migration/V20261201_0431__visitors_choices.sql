-- The policy keeps aggregated statistics for good and says nothing of visitors' choices: they need an end.
INSERT INTO retention_rule (reference, category, version, effective_from, period, counted_from, starts_when, on_erasure,
                            legal_basis, explanation, policy_fact, controllers_decision, created_by, created_at)
VALUES ('web-analytics/2', 'web-analytics', 2, DATE '2026-12-01', 'P13M', 'START', 'COLLECTED', 'ANONYMISE',
        'GDPR Art. 6(1)(f); only what describes nobody',
        'Analytics are kept in aggregated, anonymised form only. What a visitor of the web sites chose is kept for 13'
        || ' months after the visitor was last seen, so that the question is not asked at every visit.',
        'PF-6.6', true, 'system', TIMESTAMPTZ '2026-12-01 00:00:00+02');
INSERT INTO rule_approval (reference, approved_by, approved_at)
VALUES ('web-analytics/2', 'system', TIMESTAMPTZ '2026-12-01 00:00:00+02');
