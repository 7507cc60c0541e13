-- What hosts counted since a boot of a VPS, as they said it. Samples are derived from them: see derive_usage. A reading
-- may come in parts; it counts once it is complete.
CREATE TABLE counter_reading (
    vps_id                uuid        NOT NULL,
    read_at               timestamptz NOT NULL,
    taken_at              timestamptz NOT NULL DEFAULT clock_timestamp(),
    boot                  bigint      NOT NULL,
    known                 boolean     NOT NULL,
    cpu_microseconds      bigint,
    memory_used_bytes     bigint,
    disk_read_bytes       bigint,
    disk_written_bytes    bigint,
    disk_read_operations  bigint,
    disk_write_operations bigint,
    received_bytes        bigint,
    transmitted_bytes     bigint,
    complete              boolean GENERATED ALWAYS AS (num_nonnulls(cpu_microseconds, memory_used_bytes,
        disk_read_bytes, disk_written_bytes, disk_read_operations, disk_write_operations, received_bytes,
        transmitted_bytes) = 8) STORED,
    CONSTRAINT counter_reading_vps_id_read_at_pk PRIMARY KEY (vps_id, read_at)
);
-- Those that wait: for an assignment to name their VPS, or for their other parts.
CREATE INDEX counter_reading_taken_at_ix ON counter_reading (taken_at) WHERE NOT known OR NOT complete;

-- Readings that did not become usage as they stand, and why.
CREATE TABLE counter_report (
    vps_id      uuid        NOT NULL,
    read_at     timestamptz NOT NULL,
    reason      text        NOT NULL,
    reported_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT counter_report_vps_id_read_at_reason_pk PRIMARY KEY (vps_id, read_at, reason),
    CONSTRAINT counter_report_reason_ck CHECK (reason IN ('conflict', 'implausible', 'incomplete'))
);

-- What was counted from one reading to the next. A counter that fell, or that belongs to another boot, began at zero
-- again: never a negative amount. What no machine can do in the time is none: it is reported instead.
CREATE FUNCTION counted(current bigint, previous bigint, same_boot boolean, most numeric) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN amount.amount > most THEN 0 ELSE amount.amount END
    FROM (SELECT CASE WHEN same_boot AND current >= previous THEN current - previous ELSE current END AS amount) AS amount
$$;

-- Derives the samples at these readings and at the ones that follow them, from all readings there are: in whatever order
-- they came, the samples are the same. The caller has locked the rows of the VPS instances. Completes with how many
-- samples are new or have changed.
CREATE FUNCTION derive_usage(wanted uuid[], times timestamptz[], most_per_second numeric) RETURNS bigint
LANGUAGE sql AS $$
    WITH touched AS (
        SELECT DISTINCT v.vps_no, t.vps_id, t.read_at
        FROM unnest(wanted, times) AS t (vps_id, read_at)
        JOIN vps v ON v.vps_id = t.vps_id AND NOT v.closed
        JOIN counter_reading r ON r.vps_id = t.vps_id AND r.read_at = t.read_at AND r.complete
    ), ends AS (
        SELECT vps_no, vps_id, read_at FROM touched
        UNION
        SELECT t.vps_no, t.vps_id, following.read_at
        FROM touched t
        CROSS JOIN LATERAL (
            SELECT n.read_at FROM counter_reading n
            WHERE n.vps_id = t.vps_id AND n.read_at > t.read_at AND n.complete
            ORDER BY n.read_at LIMIT 1
        ) AS following
    ), pairs AS (
        SELECT e.vps_no, e.vps_id, c.read_at, c.memory_used_bytes,
            c.boot = p.boot AS same_boot,
            greatest(1, round(extract(epoch FROM c.read_at - p.read_at)))::integer AS seconds,
            ARRAY[c.cpu_microseconds, c.disk_read_bytes, c.disk_written_bytes, c.disk_read_operations,
                c.disk_write_operations, c.received_bytes, c.transmitted_bytes] AS now,
            ARRAY[p.cpu_microseconds, p.disk_read_bytes, p.disk_written_bytes, p.disk_read_operations,
                p.disk_write_operations, p.received_bytes, p.transmitted_bytes] AS before
        FROM ends e
        JOIN counter_reading c ON c.vps_id = e.vps_id AND c.read_at = e.read_at
        CROSS JOIN LATERAL (
            SELECT * FROM counter_reading b
            WHERE b.vps_id = e.vps_id AND b.read_at < e.read_at AND b.complete
            ORDER BY b.read_at DESC LIMIT 1
        ) AS p
    ), derived AS MATERIALIZED (
        SELECT p.vps_no, p.vps_id, p.read_at, p.seconds, p.memory_used_bytes, amounts.amounts, amounts.implausible
        FROM pairs p
        CROSS JOIN LATERAL (
            SELECT array_agg(counted(c.now, c.before, p.same_boot, most_per_second * p.seconds) ORDER BY c.no) AS amounts,
                bool_or(CASE WHEN p.same_boot AND c.now >= c.before THEN c.now - c.before ELSE c.now END
                    > most_per_second * p.seconds) AS implausible
            FROM unnest(p.now, p.before) WITH ORDINALITY AS c (now, before, no)
        ) AS amounts
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
        SELECT vps_id, read_at, 'implausible' FROM derived WHERE implausible
        ON CONFLICT DO NOTHING
    ), pending AS (
        INSERT INTO rollup_pending (vps_nos, hours)
        SELECT array_agg(vps_no), array_agg(hour)
        FROM (SELECT DISTINCT vps_no, date_trunc('hour', sampled_at, 'UTC') AS hour FROM stored) AS changed
        HAVING count(*) > 0
    )
    SELECT count(*) FROM stored
$$;
