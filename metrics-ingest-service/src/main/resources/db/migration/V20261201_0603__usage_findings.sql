-- Usage that did not reach an invoice as it came, and why; and usage that reached it late.
CREATE VIEW usage_finding AS
    SELECT 'reading' AS kind, reason, vps_id, reported_at, read_at AS first_at, read_at AS last_at, 1::bigint AS samples
    FROM counter_report
    UNION ALL
    SELECT 'sample', 'conflict', vps_id, last_at, sampled_at, sampled_at, occurrences
    FROM sample_conflict
    UNION ALL
    SELECT 'quarantine', 'waiting', vps_id, min(since), min(at), max(at), count(*)
    FROM (
        SELECT vps_id, quarantined_at AS since, sampled_at AS at FROM quarantined_sample
        UNION ALL SELECT vps_id, taken_at, read_at FROM counter_reading WHERE NOT known
    ) AS waiting
    GROUP BY vps_id
    UNION ALL
    SELECT 'quarantine', 'given-up', vps_id, reported_at, first_sampled_at, last_sampled_at, samples
    FROM quarantine_report
    UNION ALL
    SELECT 'late-vps', 'to-be-adjusted', m.vps_id, m.known_since, p.starts_at, p.ends_at, NULL
    FROM billing_missing_line m
    JOIN billing_period p ON p.period_id = m.period_id
    UNION ALL
    SELECT 'late-vps', 'adjusted', l.vps_id, l.added_at, p.starts_at, p.ends_at, NULL
    FROM billing_line l
    JOIN billing_period p ON p.period_id = l.period_id
    WHERE l.added_at IS NOT NULL AND l.vps_id IS NOT NULL;
