-- Bytes in and out of each five minutes of a Tallinn day (276, 288 or 300 of them); a slot without samples has none.
-- What a sample of a longer interval says is spread evenly over the slots it covers, as far as they are of its day:
-- a collector that polls hourly must not look like one burst and eleven silences. The remainder goes to the last slot,
-- so that the slots of a day sum to its bytes exactly.
CREATE OR REPLACE FUNCTION usage_slots(no integer, wanted date, OUT received bigint[], OUT transmitted bigint[])
LANGUAGE sql STABLE AS $$
    WITH bounds AS (
        SELECT wanted::timestamp AT TIME ZONE 'Europe/Tallinn' AS start,
            (wanted + 1)::timestamp AT TIME ZONE 'Europe/Tallinn' AS finish
    ), placed AS (
        SELECT floor(extract(epoch FROM s.sampled_at - b.start) / 300)::integer AS slot,
            (s.interval_seconds + 299) / 300 AS covered, s.received_bytes, s.transmitted_bytes
        FROM bounds b
        JOIN usage_sample s ON s.vps_no = no AND s.sampled_at >= b.start AND s.sampled_at < b.finish
    ), spread AS (
        SELECT p.slot - back AS slot,
            p.received_bytes / share.slots
                + CASE back WHEN 0 THEN p.received_bytes % share.slots ELSE 0 END AS received,
            p.transmitted_bytes / share.slots
                + CASE back WHEN 0 THEN p.transmitted_bytes % share.slots ELSE 0 END AS transmitted
        FROM placed p
        CROSS JOIN LATERAL (SELECT least(p.covered, p.slot + 1) AS slots) AS share
        CROSS JOIN LATERAL generate_series(0, share.slots - 1) AS back
    ), filled AS (
        SELECT slot, least(sum(received), 9223372036854775807)::bigint AS received,
            least(sum(transmitted), 9223372036854775807)::bigint AS transmitted
        FROM spread
        GROUP BY slot
    )
    SELECT array_agg(coalesce(f.received, 0) ORDER BY expected.slot),
        array_agg(coalesce(f.transmitted, 0) ORDER BY expected.slot)
    FROM bounds b
    CROSS JOIN generate_series(0, (extract(epoch FROM b.finish - b.start) / 300)::integer - 1) AS expected (slot)
    LEFT JOIN filled f ON f.slot = expected.slot
$$;
