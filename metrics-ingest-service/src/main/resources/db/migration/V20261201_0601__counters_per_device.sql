-- A reading is of one device of a VPS, or of the VPS as a whole (0): several disks and network cards of a moment add up.
-- Of a device's name only a digest is kept. A boot of -1 says that the host does not know the boot. A moment counts once its
-- rows together hold all eight counters.
ALTER TABLE counter_reading ADD COLUMN device bigint NOT NULL DEFAULT 0;
-- What a row remembers of its series once a counter has fallen or jumped: see counter_trail. Null for nearly all rows.
ALTER TABLE counter_reading ADD COLUMN trail jsonb;
ALTER TABLE counter_reading ALTER COLUMN complete DROP EXPRESSION;
ALTER TABLE counter_reading ALTER COLUMN complete SET DEFAULT false;
UPDATE counter_reading SET complete = false WHERE complete IS NULL;
ALTER TABLE counter_reading ALTER COLUMN complete SET NOT NULL;
ALTER TABLE counter_reading DROP CONSTRAINT counter_reading_vps_id_read_at_pk;
ALTER TABLE counter_reading
    ADD CONSTRAINT counter_reading_vps_id_read_at_device_pk PRIMARY KEY (vps_id, read_at, device);
CREATE INDEX counter_reading_vps_id_boot_device_read_at_ix ON counter_reading (vps_id, boot, device, read_at);

ALTER TABLE counter_report DROP CONSTRAINT counter_report_reason_ck;
ALTER TABLE counter_report ADD CONSTRAINT counter_report_reason_ck
    CHECK (reason IN ('conflict', 'implausible', 'incomplete', 'fell', 'jumped'));

-- The counters that grow, in the order of the columns.
CREATE FUNCTION counters_of(r counter_reading) RETURNS bigint[] LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY[r.cpu_microseconds, r.disk_read_bytes, r.disk_written_bytes, r.disk_read_operations,
        r.disk_write_operations, r.received_bytes, r.transmitted_bytes]
$$;

-- What even an idle machine may start to use from one second to the next: a thousand processors, 100 Gbit/s of disk,
-- a thousand million operations, 10 Gbit/s of network. Whatever grows faster is held against the machine's own rate.
CREATE FUNCTION believable_rates() RETURNS numeric[] LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY[1e9, 1.25e10, 1.25e10, 1e9, 1e9, 1.25e9, 1.25e9]::numeric[]
$$;

-- Whether a counter did not simply go on from the row before: it fell, is missing, or grew faster than any machine
-- may begin to.
CREATE FUNCTION is_counter_irregular(now bigint[], before bigint[], seconds numeric) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(bool_or(c.before IS NOT NULL
        AND (c.now IS NULL OR c.now < c.before OR c.now::numeric - c.before > c.rate * seconds)), false)
    FROM unnest(now, before, believable_rates()) AS c (now, before, rate)
$$;

-- The rate of a series so far: the median of what its last readings add to the nearest smaller one, so that neither an
-- outlier nor two interleaved sources make it up. Null if nothing is known.
CREATE FUNCTION counter_rate(r counter_reading, no integer) RETURNS numeric LANGUAGE sql STABLE AS $$
    WITH recent AS (
        SELECT b.read_at, (counters_of(b))[no] AS value
        FROM counter_reading b
        WHERE b.vps_id = r.vps_id AND b.device = r.device AND b.boot = r.boot AND b.read_at < r.read_at AND b.complete
        ORDER BY b.read_at DESC LIMIT 20
    ), rates AS (
        SELECT (n.value - o.value)::numeric / extract(epoch FROM n.read_at - o.read_at) AS rate
        FROM recent n
        CROSS JOIN LATERAL (
            SELECT e.value, e.read_at FROM recent e
            WHERE e.read_at < n.read_at AND e.value <= n.value ORDER BY e.value DESC, e.read_at DESC LIMIT 1
        ) AS o
    )
    SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY rate) FROM rates
$$;

-- What a row whose counters did not simply go on has to remember, null if they did. A series is one or several sources:
-- where the values of two hosts are read in turns, or a device goes and comes back, each value goes on from the source
-- that last showed the largest value not above it. What is below every source counts as nothing, as does what grows
-- faster than is believed; without a boot a fall is taken for a reset where it is no more than the machine could count
-- since, by its own rate. What was counted of one source while another was away is taken off when that comes back: it
-- may be the same usage. Kept are the sources (value, time, what to take off), the amounts, and why something is
-- doubtful.
CREATE FUNCTION counter_trail(r counter_reading, p counter_reading, most_per_second numeric) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
    at        numeric := extract(epoch FROM r.read_at);
    before    numeric := extract(epoch FROM p.read_at);
    now       bigint[] := counters_of(r);
    was       bigint[] := counters_of(p);
    believed  numeric[] := believable_rates();
    trails    jsonb := '[]';
    amounts   jsonb := '[]';
    reason    text;
    sources   jsonb;
    rate      numeric;
    started   numeric;
    growth    numeric;
    amount    numeric;
    debt      numeric;
    best      record;
BEGIN
    IF p.vps_id IS NULL OR (p.trail IS NULL AND NOT is_counter_irregular(now, was, at - before)) THEN
        RETURN NULL;
    END IF;
    FOR i IN 1 .. 7 LOOP
        sources := CASE WHEN p.trail IS NOT NULL THEN p.trail -> 'sources' -> (i - 1)
            WHEN was[i] IS NULL THEN '[]'::jsonb
            ELSE jsonb_build_array(jsonb_build_array(was[i], before, 0)) END;
        amount := 0;
        IF now[i] IS NOT NULL AND jsonb_array_length(sources) = 0 THEN
            sources := jsonb_build_array(jsonb_build_array(now[i], at, 0));
        ELSIF now[i] IS NOT NULL THEN
            SELECT (s.source ->> 0)::numeric AS value, (s.source ->> 1)::numeric AS seen,
                (s.source ->> 2)::numeric AS debt, s.place::integer - 1 AS place
            INTO best
            FROM jsonb_array_elements(sources) WITH ORDINALITY AS s (source, place)
            WHERE (s.source ->> 0)::numeric <= now[i]
            ORDER BY 1 DESC, 2 DESC LIMIT 1;
            debt := 0;
            IF best.place IS NULL THEN
                started := before;
                rate := CASE WHEN r.boot < 0 THEN counter_rate(r, i) END;
                IF now[i] <= 2 * rate * (at - before) THEN
                    amount := now[i];
                ELSE
                    reason := coalesce(reason, 'fell');
                END IF;
            ELSE
                started := best.seen;
                growth := now[i] - best.value;
                IF growth > most_per_second * (at - best.seen) THEN
                    reason := 'implausible';
                ELSIF growth > believed[i] * (at - best.seen)
                    AND growth > 100 * coalesce(counter_rate(r, i), 0) * (at - best.seen) THEN
                    reason := coalesce(reason, 'jumped');
                ELSE
                    amount := greatest(0, growth - best.debt);
                    debt := greatest(0, best.debt - growth);
                    sources := sources - best.place;
                END IF;
            END IF;
            SELECT jsonb_agg(kept.source ORDER BY kept.seen DESC) INTO sources
            FROM (
                SELECT CASE WHEN (s.source ->> 1)::numeric <= started AND amount > 0
                    THEN jsonb_set(s.source, '{2}', to_jsonb((s.source ->> 2)::numeric + amount))
                    ELSE s.source END AS source, (s.source ->> 1)::numeric AS seen
                FROM jsonb_array_elements(sources) AS s (source)
                UNION ALL SELECT jsonb_build_array(now[i], at, debt), at
                ORDER BY 2 DESC LIMIT 4
            ) AS kept;
        END IF;
        trails := trails || jsonb_build_array(sources);
        amounts := amounts || to_jsonb(amount);
    END LOOP;
    RETURN jsonb_build_object('sources', trails, 'amounts', amounts, 'reason', reason);
END
$$;

-- The row before a row in its series, all null if there is none.
CREATE FUNCTION counter_before(r counter_reading) RETURNS counter_reading LANGUAGE sql STABLE AS $$
    SELECT b FROM counter_reading b
    WHERE b.vps_id = r.vps_id AND b.boot = r.boot AND b.device = r.device AND b.read_at < r.read_at AND b.complete
    ORDER BY b.read_at DESC LIMIT 1
$$;

-- Brings what rows remember up to date from one row on, until nothing changes any more; completes with the moments of the
-- rows that were looked at.
CREATE FUNCTION follow_counter(start counter_reading, most_per_second numeric) RETURNS timestamptz[]
LANGUAGE plpgsql AS $$
DECLARE
    r        counter_reading := start;
    remember jsonb;
    moments  timestamptz[] := '{}';
BEGIN
    LOOP
        moments := moments || r.read_at;
        remember := counter_trail(r, counter_before(r), most_per_second);
        EXIT WHEN remember IS NOT DISTINCT FROM r.trail;
        UPDATE counter_reading SET trail = remember
        WHERE vps_id = r.vps_id AND read_at = r.read_at AND device = r.device;
        SELECT * INTO r FROM counter_reading n
        WHERE n.vps_id = r.vps_id AND n.boot = r.boot AND n.device = r.device AND n.read_at > r.read_at AND n.complete
        ORDER BY n.read_at LIMIT 1;
        EXIT WHEN NOT FOUND;
    END LOOP;
    RETURN moments;
END
$$;

-- What the first row of a series counts. A boot that was not seen before began at zero, as long as that is believable;
-- what else there is of it, before it was first read, is doubtful and not billed.
CREATE FUNCTION counted_first(current bigint, earlier bigint, from_zero boolean, believed numeric) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN from_zero AND current <= believed THEN current
        WHEN current >= earlier AND current::numeric - earlier <= believed THEN current - earlier
        ELSE 0 END
$$;

-- Derives the samples at these readings and at the ones that follow them, from all readings there are: in whatever order
-- they came, the samples are the same. The caller has locked the rows of the VPS instances. Completes with how many
-- samples are new or have changed.
CREATE OR REPLACE FUNCTION derive_usage(wanted uuid[], times timestamptz[], most_per_second numeric) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    ids     uuid[];
    ats     timestamptz[];
    r       counter_reading;
    further timestamptz[];
    changed bigint;
BEGIN
    WITH touched AS (
        SELECT DISTINCT t.vps_id, t.read_at
        FROM unnest(wanted, times) AS t (vps_id, read_at)
        JOIN vps v ON v.vps_id = t.vps_id AND NOT v.closed
    ), moments AS (
        SELECT vps_id, read_at FROM touched
        UNION
        SELECT t.vps_id, n.read_at
        FROM touched t
        CROSS JOIN LATERAL (
            SELECT n.read_at FROM counter_reading n
            WHERE n.vps_id = t.vps_id AND n.read_at > t.read_at AND n.complete
            ORDER BY n.read_at LIMIT 1
        ) AS n
        UNION
        SELECT c.vps_id, n.read_at
        FROM touched t
        JOIN counter_reading c ON c.vps_id = t.vps_id AND c.read_at = t.read_at AND c.complete
        CROSS JOIN LATERAL (
            -- The next one of the series, and those that were judged by a rate this one has a part in.
            SELECT n.read_at, n.trail, row_number() OVER (ORDER BY n.read_at) AS place FROM counter_reading n
            WHERE n.vps_id = c.vps_id AND n.boot = c.boot AND n.device = c.device AND n.read_at > c.read_at
                AND n.complete
            ORDER BY n.read_at LIMIT 20
        ) AS n
        WHERE n.place = 1 OR n.trail IS NOT NULL
    )
    SELECT array_agg(vps_id), array_agg(read_at) INTO ids, ats FROM moments;

    -- Rows that do not simply go on, one after the other; nearly always there are none.
    FOR r IN
        SELECT c.*
        FROM unnest(ids, ats) AS m (vps_id, read_at)
        JOIN counter_reading c ON c.vps_id = m.vps_id AND c.read_at = m.read_at AND c.complete
        LEFT JOIN LATERAL (
            SELECT * FROM counter_reading b
            WHERE b.vps_id = c.vps_id AND b.boot = c.boot AND b.device = c.device AND b.read_at < c.read_at
                AND b.complete
            ORDER BY b.read_at DESC LIMIT 1
        ) AS p ON true
        WHERE c.trail IS NOT NULL OR p.trail IS NOT NULL OR (p.vps_id IS NOT NULL AND is_counter_irregular(
            ARRAY[c.cpu_microseconds, c.disk_read_bytes, c.disk_written_bytes, c.disk_read_operations,
                c.disk_write_operations, c.received_bytes, c.transmitted_bytes],
            ARRAY[p.cpu_microseconds, p.disk_read_bytes, p.disk_written_bytes, p.disk_read_operations,
                p.disk_write_operations, p.received_bytes, p.transmitted_bytes],
            extract(epoch FROM c.read_at - p.read_at)))
        ORDER BY c.vps_id, c.read_at, c.device
    LOOP
        -- As it is now: rows before it may have changed it.
        SELECT * INTO r FROM counter_reading c
        WHERE c.vps_id = r.vps_id AND c.read_at = r.read_at AND c.device = r.device;
        further := follow_counter(r, most_per_second);
        ats := ats || further;
        ids := ids || array_fill(r.vps_id, ARRAY[cardinality(further)]);
    END LOOP;

    WITH moments AS (
        SELECT DISTINCT v.vps_no, m.vps_id, m.read_at
        FROM unnest(ids, ats) AS m (vps_id, read_at)
        JOIN vps v ON v.vps_id = m.vps_id AND NOT v.closed
    ), pairs AS (
        SELECT m.vps_no, m.vps_id, m.read_at, c.device, c.memory_used_bytes, c.trail,
            greatest(1, round(extract(epoch FROM m.read_at - e.read_at)))::integer AS seconds,
            p.vps_id IS NOT NULL AS goes_on, o.from_zero,
            ARRAY[c.cpu_microseconds, c.disk_read_bytes, c.disk_written_bytes, c.disk_read_operations,
                c.disk_write_operations, c.received_bytes, c.transmitted_bytes] AS now,
            CASE WHEN p.vps_id IS NOT NULL THEN
                ARRAY[p.cpu_microseconds, p.disk_read_bytes, p.disk_written_bytes, p.disk_read_operations,
                    p.disk_write_operations, p.received_bytes, p.transmitted_bytes]
                ELSE coalesce(o.was, array_fill(NULL::bigint, ARRAY[7])) END AS before
        FROM moments m
        JOIN counter_reading c ON c.vps_id = m.vps_id AND c.read_at = m.read_at AND c.complete
        CROSS JOIN LATERAL (
            SELECT b.read_at FROM counter_reading b
            WHERE b.vps_id = m.vps_id AND b.read_at < m.read_at AND b.complete
            ORDER BY b.read_at DESC LIMIT 1
        ) AS e
        LEFT JOIN LATERAL (
            SELECT * FROM counter_reading b
            WHERE b.vps_id = c.vps_id AND b.boot = c.boot AND b.device = c.device AND b.read_at < c.read_at
                AND b.complete
            ORDER BY b.read_at DESC LIMIT 1
        ) AS p ON true
        LEFT JOIN LATERAL (
            SELECT c.boot >= 0 AND NOT EXISTS (
                    SELECT 1 FROM counter_reading b
                    WHERE b.vps_id = c.vps_id AND b.boot = c.boot AND b.read_at < c.read_at AND b.complete) AS from_zero,
                (SELECT counters_of(b) FROM counter_reading b
                 WHERE b.vps_id = c.vps_id AND b.read_at < c.read_at AND b.device = c.device AND b.complete
                 ORDER BY b.read_at DESC LIMIT 1) AS was
            WHERE p.vps_id IS NULL
        ) AS o ON true
    ), counted AS (
        SELECT p.vps_no, p.vps_id, p.read_at, p.seconds, p.device, c.no, c.now, c.before, p.goes_on, p.trail,
            CASE WHEN c.now IS NULL THEN NULL
                WHEN p.trail IS NOT NULL THEN (p.trail -> 'amounts' ->> (c.no::integer - 1))::bigint
                WHEN p.goes_on THEN coalesce(c.now - c.before, 0)
                ELSE counted_first(c.now, c.before, p.from_zero, c.rate * p.seconds) END AS amount,
            NOT p.goes_on AND p.from_zero AND c.now > c.rate * p.seconds AS doubtful
        FROM pairs p
        CROSS JOIN LATERAL unnest(p.now, p.before, believable_rates()) WITH ORDINALITY
            AS c (now, before, rate, no)
    ), summed AS (
        -- A total beside its devices is not counted again.
        SELECT vps_no, vps_id, read_at, seconds, no,
            least(coalesce(sum(amount) FILTER (WHERE device <> 0), sum(amount), 0), most_per_second * seconds) AS amount
        FROM counted
        GROUP BY vps_no, vps_id, read_at, seconds, no
    ), derived AS MATERIALIZED (
        SELECT s.vps_no, s.vps_id, s.read_at, s.seconds,
            array_agg(s.amount::bigint ORDER BY s.no) AS amounts,
            (SELECT least(sum(c.memory_used_bytes), 9223372036854775807)::bigint FROM counter_reading c
             WHERE c.vps_id = s.vps_id AND c.read_at = s.read_at AND c.complete) AS memory_used_bytes
        FROM summed s
        GROUP BY s.vps_no, s.vps_id, s.read_at, s.seconds
    ), stored AS (
        INSERT INTO usage_sample AS s (vps_no, sampled_at, interval_seconds, cpu_microseconds, memory_used_bytes,
            disk_read_bytes, disk_written_bytes, disk_read_operations, disk_write_operations, received_bytes,
            transmitted_bytes)
        SELECT vps_no, read_at, seconds, amounts[1], memory_used_bytes, amounts[2], amounts[3], amounts[4], amounts[5],
            amounts[6], amounts[7]
        FROM derived
        ORDER BY vps_no, read_at
        ON CONFLICT (vps_no, sampled_at) DO UPDATE SET
            interval_seconds = excluded.interval_seconds, cpu_microseconds = excluded.cpu_microseconds,
            memory_used_bytes = excluded.memory_used_bytes, disk_read_bytes = excluded.disk_read_bytes,
            disk_written_bytes = excluded.disk_written_bytes, disk_read_operations = excluded.disk_read_operations,
            disk_write_operations = excluded.disk_write_operations, received_bytes = excluded.received_bytes,
            transmitted_bytes = excluded.transmitted_bytes
        WHERE (s.interval_seconds, s.cpu_microseconds, s.memory_used_bytes, s.disk_read_bytes, s.disk_written_bytes,
                s.disk_read_operations, s.disk_write_operations, s.received_bytes, s.transmitted_bytes)
            IS DISTINCT FROM (excluded.interval_seconds, excluded.cpu_microseconds, excluded.memory_used_bytes,
                excluded.disk_read_bytes, excluded.disk_written_bytes, excluded.disk_read_operations,
                excluded.disk_write_operations, excluded.received_bytes, excluded.transmitted_bytes)
        RETURNING s.vps_no, s.sampled_at
    ), reported AS (
        INSERT INTO counter_report (vps_id, read_at, reason)
        SELECT DISTINCT vps_id, read_at, coalesce(trail ->> 'reason', 'jumped')
        FROM counted WHERE trail ->> 'reason' IS NOT NULL OR doubtful
        ON CONFLICT DO NOTHING
    ), pending AS (
        INSERT INTO rollup_pending (vps_nos, hours)
        SELECT array_agg(vps_no), array_agg(hour)
        FROM (SELECT DISTINCT vps_no, date_trunc('hour', sampled_at, 'UTC') AS hour FROM stored) AS changed
        HAVING count(*) > 0
    )
    SELECT count(*) INTO changed FROM stored;
    RETURN changed;
END
$$;
DROP FUNCTION counted(bigint, bigint, boolean, numeric);
