-- What settling does with hours of VPS instances: they are computed anew from their samples, their days from the hours,
-- their months from the days. Written in order: what one VPS has, and has to lose one day, lies together.
CREATE FUNCTION settle_hours(nos integer[], hours timestamptz[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    day_nos integer[];
    days    date[];
BEGIN
    INSERT INTO usage_hour (vps_no, hour,
        samples, covered_seconds, cpu_microseconds, memory_byte_samples, memory_bytes_max, disk_read_bytes,
        disk_written_bytes, disk_read_operations, disk_write_operations, received_bytes, transmitted_bytes,
        cpu_rate_max, received_rate_max, transmitted_rate_max)
    SELECT c.no, c.hour,
        count(*), sum(s.interval_seconds), sum(s.cpu_microseconds), sum(s.memory_used_bytes),
        max(s.memory_used_bytes), sum(s.disk_read_bytes), sum(s.disk_written_bytes), sum(s.disk_read_operations),
        sum(s.disk_write_operations), sum(s.received_bytes), sum(s.transmitted_bytes),
        max(s.cpu_microseconds / s.interval_seconds), max(s.received_bytes / s.interval_seconds),
        max(s.transmitted_bytes / s.interval_seconds)
    FROM unnest(nos, hours) AS c (no, hour)
    JOIN usage_sample s
        ON s.vps_no = c.no AND s.sampled_at >= c.hour AND s.sampled_at < c.hour + interval '1 hour'
    GROUP BY c.no, c.hour
    ORDER BY c.no, c.hour
    ON CONFLICT (vps_no, hour) DO UPDATE SET
        samples = excluded.samples, covered_seconds = excluded.covered_seconds,
        cpu_microseconds = excluded.cpu_microseconds, memory_byte_samples = excluded.memory_byte_samples,
        memory_bytes_max = excluded.memory_bytes_max, disk_read_bytes = excluded.disk_read_bytes,
        disk_written_bytes = excluded.disk_written_bytes, disk_read_operations = excluded.disk_read_operations,
        disk_write_operations = excluded.disk_write_operations, received_bytes = excluded.received_bytes,
        transmitted_bytes = excluded.transmitted_bytes, cpu_rate_max = excluded.cpu_rate_max,
        received_rate_max = excluded.received_rate_max, transmitted_rate_max = excluded.transmitted_rate_max;

    SELECT array_agg(no), array_agg(day) INTO day_nos, days
    FROM (SELECT DISTINCT c.no, (c.hour AT TIME ZONE 'Europe/Tallinn')::date AS day
          FROM unnest(nos, hours) AS c (no, hour)) AS changed;

    INSERT INTO usage_day (vps_no, day,
        samples, covered_seconds, cpu_microseconds, memory_byte_samples, memory_bytes_max, disk_read_bytes,
        disk_written_bytes, disk_read_operations, disk_write_operations, received_bytes, transmitted_bytes,
        cpu_rate_max, received_rate_max, transmitted_rate_max,
        received_slots, transmitted_slots)
    SELECT total.*, slots.received, slots.transmitted
    FROM (
        SELECT c.no, c.day,
            sum(r.samples), sum(r.covered_seconds), sum(r.cpu_microseconds), sum(r.memory_byte_samples),
            max(r.memory_bytes_max), sum(r.disk_read_bytes), sum(r.disk_written_bytes),
            sum(r.disk_read_operations), sum(r.disk_write_operations), sum(r.received_bytes),
            sum(r.transmitted_bytes), max(r.cpu_rate_max), max(r.received_rate_max), max(r.transmitted_rate_max)
        FROM unnest(day_nos, days) AS c (no, day)
        JOIN usage_hour r ON r.vps_no = c.no
            AND r.hour >= c.day::timestamp AT TIME ZONE 'Europe/Tallinn'
            AND r.hour < (c.day + 1)::timestamp AT TIME ZONE 'Europe/Tallinn'
        GROUP BY c.no, c.day
    ) AS total
    CROSS JOIN LATERAL usage_slots(total.no, total.day) AS slots
    ORDER BY total.no, total.day
    ON CONFLICT (vps_no, day) DO UPDATE SET
        samples = excluded.samples, covered_seconds = excluded.covered_seconds,
        cpu_microseconds = excluded.cpu_microseconds, memory_byte_samples = excluded.memory_byte_samples,
        memory_bytes_max = excluded.memory_bytes_max, disk_read_bytes = excluded.disk_read_bytes,
        disk_written_bytes = excluded.disk_written_bytes, disk_read_operations = excluded.disk_read_operations,
        disk_write_operations = excluded.disk_write_operations, received_bytes = excluded.received_bytes,
        transmitted_bytes = excluded.transmitted_bytes, cpu_rate_max = excluded.cpu_rate_max,
        received_rate_max = excluded.received_rate_max, transmitted_rate_max = excluded.transmitted_rate_max,
        received_slots = excluded.received_slots, transmitted_slots = excluded.transmitted_slots;

    INSERT INTO usage_month (vps_no, month,
        samples, covered_seconds, cpu_microseconds, memory_byte_samples, memory_bytes_max, disk_read_bytes,
        disk_written_bytes, disk_read_operations, disk_write_operations, received_bytes, transmitted_bytes,
        cpu_rate_max, received_rate_max, transmitted_rate_max)
    SELECT c.no, c.month,
        sum(r.samples), sum(r.covered_seconds), sum(r.cpu_microseconds), sum(r.memory_byte_samples),
        max(r.memory_bytes_max), sum(r.disk_read_bytes), sum(r.disk_written_bytes), sum(r.disk_read_operations),
        sum(r.disk_write_operations), sum(r.received_bytes), sum(r.transmitted_bytes), max(r.cpu_rate_max),
        max(r.received_rate_max), max(r.transmitted_rate_max)
    FROM (SELECT DISTINCT no, date_trunc('month', day)::date AS month
          FROM unnest(day_nos, days) AS d (no, day)) AS c
    JOIN usage_day r ON r.vps_no = c.no AND r.day >= c.month AND r.day < c.month + interval '1 month'
    GROUP BY c.no, c.month
    ORDER BY c.no, c.month
    ON CONFLICT (vps_no, month) DO UPDATE SET
        samples = excluded.samples, covered_seconds = excluded.covered_seconds,
        cpu_microseconds = excluded.cpu_microseconds, memory_byte_samples = excluded.memory_byte_samples,
        memory_bytes_max = excluded.memory_bytes_max, disk_read_bytes = excluded.disk_read_bytes,
        disk_written_bytes = excluded.disk_written_bytes, disk_read_operations = excluded.disk_read_operations,
        disk_write_operations = excluded.disk_write_operations, received_bytes = excluded.received_bytes,
        transmitted_bytes = excluded.transmitted_bytes, cpu_rate_max = excluded.cpu_rate_max,
        received_rate_max = excluded.received_rate_max, transmitted_rate_max = excluded.transmitted_rate_max;
END
$$;

-- Brings the roll-ups up to the samples of so many batches. Settlers wait for each other, so that none writes what an older
-- view of the samples said over what a newer one did.
CREATE OR REPLACE FUNCTION settle_usage(batches integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    claimed integer;
    nos     integer[];
    hours   timestamptz[];
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('settle-usage'));
    WITH taken AS (
        DELETE FROM rollup_pending
        WHERE id IN (SELECT id FROM rollup_pending ORDER BY id LIMIT batches)
        RETURNING rollup_pending.vps_nos, rollup_pending.hours
    ), changed AS (
        SELECT DISTINCT pair.no, pair.hour FROM taken, unnest(taken.vps_nos, taken.hours) AS pair (no, hour)
    )
    SELECT (SELECT count(*) FROM taken), array_agg(no), array_agg(hour) INTO claimed, nos, hours FROM changed;
    IF claimed > 0 THEN
        PERFORM settle_hours(nos, hours);
    END IF;
    RETURN claimed;
END
$$;

-- Brings the roll-ups of some VPS instances up to their samples. Their batches stay for those who settle everything: whoever
-- asks about one customer, or erases one, does not wait for all the others'.
CREATE FUNCTION settle_usage_of(wanted integer[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    nos   integer[];
    hours timestamptz[];
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('settle-usage'));
    SELECT array_agg(no), array_agg(hour) INTO nos, hours
    FROM (SELECT DISTINCT pair.no, pair.hour
          FROM rollup_pending p, unnest(p.vps_nos, p.hours) AS pair (no, hour)
          WHERE p.vps_nos && wanted AND pair.no = ANY (wanted)) AS changed;
    IF nos IS NOT NULL THEN
        PERFORM settle_hours(nos, hours);
    END IF;
END
$$;

-- The same, and keeps everyone from settling and storing until the transaction ends: those who were storing are waited for
-- and settled, too. Ingest holds the second lock shared while it stores.
CREATE FUNCTION settle_usage_alone_of(wanted integer[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM settle_usage_of(wanted);
    PERFORM pg_advisory_xact_lock(hashtext('usage-writers'));
    PERFORM settle_usage_of(wanted);
END
$$;

-- As before, but a sample of five minutes or less goes into its slot as it is: what spreads the longer ones took two
-- fifths of the time of settling.
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
        SELECT p.slot, p.received_bytes AS received, p.transmitted_bytes AS transmitted FROM placed p WHERE p.covered <= 1
        UNION ALL
        SELECT p.slot - back AS slot,
            p.received_bytes / share.slots
                + CASE back WHEN 0 THEN p.received_bytes % share.slots ELSE 0 END AS received,
            p.transmitted_bytes / share.slots
                + CASE back WHEN 0 THEN p.transmitted_bytes % share.slots ELSE 0 END AS transmitted
        FROM placed p
        CROSS JOIN LATERAL (SELECT least(p.covered, p.slot + 1) AS slots) AS share
        CROSS JOIN LATERAL generate_series(0, share.slots - 1) AS back
        WHERE p.covered > 1
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
