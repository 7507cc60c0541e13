-- A VPS and whose it is. The number stands for the id wherever there are many rows; it is never used again.
CREATE TABLE vps (
    vps_no         integer GENERATED ALWAYS AS IDENTITY,
    vps_id         uuid        NOT NULL,
    subject_id     uuid        NOT NULL,
    traffic_held   boolean     NOT NULL DEFAULT true,
    resources_held boolean     NOT NULL DEFAULT true,
    closed         boolean     NOT NULL DEFAULT false,
    known_since    timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT vps_vps_no_pk PRIMARY KEY (vps_no),
    CONSTRAINT vps_vps_id_uk UNIQUE (vps_id)
);
CREATE INDEX vps_subject_id_ix ON vps (subject_id);

CREATE TABLE restricted_subject (
    subject_id    uuid        NOT NULL,
    restricted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT restricted_subject_subject_id_pk PRIMARY KEY (subject_id)
);

-- One address or network of one VPS for a time. Two of them never claim the same address at the same time.
CREATE TABLE ip_assignment (
    assignment_id uuid        NOT NULL,
    subject_id    uuid        NOT NULL,
    vps_id        uuid        NOT NULL,
    address       inet        NOT NULL,
    assigned_at   timestamptz NOT NULL,
    released_at   timestamptz,
    CONSTRAINT ip_assignment_assignment_id_pk PRIMARY KEY (assignment_id),
    CONSTRAINT ip_assignment_released_at_ck CHECK (released_at >= assigned_at),
    CONSTRAINT ip_assignment_address_ex EXCLUDE USING gist
        (address inet_ops WITH &&, tstzrange(assigned_at, released_at) WITH &&)
);
CREATE INDEX ip_assignment_subject_id_ix ON ip_assignment (subject_id);
CREATE INDEX ip_assignment_vps_id_ix ON ip_assignment (vps_id);

-- Assignments that were refused, and the one each would have contradicted. No address: it is found under its id.
CREATE TABLE assignment_conflict (
    assignment_id    uuid        NOT NULL,
    conflicts_with   uuid        NOT NULL,
    kind             text        NOT NULL,
    reported_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    subject_id       uuid        NOT NULL,
    CONSTRAINT assignment_conflict_assignment_id_conflicts_with_pk PRIMARY KEY (assignment_id, conflicts_with),
    CONSTRAINT assignment_conflict_kind_ck CHECK (kind IN ('ADDRESS_HELD', 'VPS_OF_ANOTHER'))
);
CREATE INDEX assignment_conflict_subject_id_ix ON assignment_conflict (subject_id);

-- Samples, the bulk of everything. Columns in order of their width: no padding.
CREATE TABLE usage_sample (
    sampled_at            timestamptz NOT NULL,
    cpu_microseconds      bigint      NOT NULL,
    memory_used_bytes     bigint      NOT NULL,
    disk_read_bytes       bigint      NOT NULL,
    disk_written_bytes    bigint      NOT NULL,
    disk_read_operations  bigint      NOT NULL,
    disk_write_operations bigint      NOT NULL,
    received_bytes        bigint      NOT NULL,
    transmitted_bytes     bigint      NOT NULL,
    vps_no                integer     NOT NULL,
    interval_seconds      integer     NOT NULL,
    CONSTRAINT usage_sample_vps_no_sampled_at_pk PRIMARY KEY (vps_no, sampled_at)
) PARTITION BY RANGE (sampled_at);

-- Samples of VPS instances no assignment has named yet.
CREATE TABLE quarantined_sample (
    vps_id                uuid        NOT NULL,
    sampled_at            timestamptz NOT NULL,
    interval_seconds      integer     NOT NULL,
    cpu_microseconds      bigint      NOT NULL,
    memory_used_bytes     bigint      NOT NULL,
    disk_read_bytes       bigint      NOT NULL,
    disk_written_bytes    bigint      NOT NULL,
    disk_read_operations  bigint      NOT NULL,
    disk_write_operations bigint      NOT NULL,
    received_bytes        bigint      NOT NULL,
    transmitted_bytes     bigint      NOT NULL,
    quarantined_at        timestamptz NOT NULL,
    CONSTRAINT quarantined_sample_vps_id_sampled_at_pk PRIMARY KEY (vps_id, sampled_at)
);
CREATE INDEX quarantined_sample_quarantined_at_ix ON quarantined_sample (quarantined_at);

-- What the quarantine gave up.
CREATE TABLE quarantine_report (
    vps_id           uuid        NOT NULL,
    reported_at      timestamptz NOT NULL,
    samples          bigint      NOT NULL,
    first_sampled_at timestamptz NOT NULL,
    last_sampled_at  timestamptz NOT NULL,
    CONSTRAINT quarantine_report_vps_id_reported_at_pk PRIMARY KEY (vps_id, reported_at)
);

-- A second sample of the same VPS and time that says something else. The first stands.
CREATE TABLE sample_conflict (
    vps_id      uuid        NOT NULL,
    sampled_at  timestamptz NOT NULL,
    occurrences bigint      NOT NULL DEFAULT 1,
    first_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT sample_conflict_vps_id_sampled_at_pk PRIMARY KEY (vps_id, sampled_at)
);

-- Which hours have samples their roll-ups do not show yet; one row a batch, written with its samples.
CREATE TABLE rollup_pending (
    id      bigint GENERATED ALWAYS AS IDENTITY,
    vps_nos integer[]     NOT NULL,
    hours   timestamptz[] NOT NULL,
    CONSTRAINT rollup_pending_id_pk PRIMARY KEY (id)
);

CREATE TABLE usage_hour (
    vps_no                integer     NOT NULL,
    hour                  timestamptz NOT NULL,
    samples               bigint      NOT NULL,
    covered_seconds       numeric     NOT NULL,
    cpu_microseconds      numeric     NOT NULL,
    memory_byte_samples   numeric     NOT NULL,
    memory_bytes_max      bigint      NOT NULL,
    disk_read_bytes       numeric     NOT NULL,
    disk_written_bytes    numeric     NOT NULL,
    disk_read_operations  numeric     NOT NULL,
    disk_write_operations numeric     NOT NULL,
    received_bytes        numeric     NOT NULL,
    transmitted_bytes     numeric     NOT NULL,
    cpu_rate_max          bigint      NOT NULL,
    received_rate_max     bigint      NOT NULL,
    transmitted_rate_max  bigint      NOT NULL,
    CONSTRAINT usage_hour_vps_no_hour_pk PRIMARY KEY (vps_no, hour)
);

-- Days and months are those of Tallinn, where invoices are written; its offset is whole hours, so they consist of
-- whole hours. The slots are the bytes of each five minutes of the day, from which percentiles are taken.
CREATE TABLE usage_day (
    vps_no                integer  NOT NULL,
    day                   date     NOT NULL,
    samples               bigint   NOT NULL,
    covered_seconds       numeric  NOT NULL,
    cpu_microseconds      numeric  NOT NULL,
    memory_byte_samples   numeric  NOT NULL,
    memory_bytes_max      bigint   NOT NULL,
    disk_read_bytes       numeric  NOT NULL,
    disk_written_bytes    numeric  NOT NULL,
    disk_read_operations  numeric  NOT NULL,
    disk_write_operations numeric  NOT NULL,
    received_bytes        numeric  NOT NULL,
    transmitted_bytes     numeric  NOT NULL,
    cpu_rate_max          bigint   NOT NULL,
    received_rate_max     bigint   NOT NULL,
    transmitted_rate_max  bigint   NOT NULL,
    received_slots        bigint[] NOT NULL,
    transmitted_slots     bigint[] NOT NULL,
    CONSTRAINT usage_day_vps_no_day_pk PRIMARY KEY (vps_no, day)
);

CREATE TABLE usage_month (
    vps_no                integer NOT NULL,
    month                 date    NOT NULL,
    samples               bigint  NOT NULL,
    covered_seconds       numeric NOT NULL,
    cpu_microseconds      numeric NOT NULL,
    memory_byte_samples   numeric NOT NULL,
    memory_bytes_max      bigint  NOT NULL,
    disk_read_bytes       numeric NOT NULL,
    disk_written_bytes    numeric NOT NULL,
    disk_read_operations  numeric NOT NULL,
    disk_write_operations numeric NOT NULL,
    received_bytes        numeric NOT NULL,
    transmitted_bytes     numeric NOT NULL,
    cpu_rate_max          bigint  NOT NULL,
    received_rate_max     bigint  NOT NULL,
    transmitted_rate_max  bigint  NOT NULL,
    CONSTRAINT usage_month_vps_no_month_pk PRIMARY KEY (vps_no, month)
);

-- Month totals of people who were erased, under a random number: exact, of nobody this database could name. No time
-- of writing either, and nothing that counts up: it would say whose erasure made them.
CREATE TABLE anonymous_month (
    statement_id          uuid    NOT NULL,
    month                 date    NOT NULL,
    samples               bigint  NOT NULL,
    covered_seconds       numeric NOT NULL,
    cpu_microseconds      numeric NOT NULL,
    memory_byte_samples   numeric NOT NULL,
    memory_bytes_max      bigint  NOT NULL,
    disk_read_bytes       numeric NOT NULL,
    disk_written_bytes    numeric NOT NULL,
    disk_read_operations  numeric NOT NULL,
    disk_write_operations numeric NOT NULL,
    received_bytes        numeric NOT NULL,
    transmitted_bytes     numeric NOT NULL,
    CONSTRAINT anonymous_month_statement_id_pk PRIMARY KEY (statement_id)
);

-- Partitions are one UTC month. The application may only change rows, so the owner's functions make them for it.
CREATE FUNCTION ensure_usage_partition(wanted date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    first_day date := date_trunc('month', wanted)::date;
    partition text := 'usage_sample_' || to_char(first_day, 'YYYY_MM');
BEGIN
    IF to_regclass('public.' || partition) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('usage-partitions'));
    IF to_regclass('public.' || partition) IS NULL THEN
        -- Attached rather than created in place: that does not stop those who are writing to other months.
        EXECUTE format('CREATE TABLE %I (LIKE usage_sample INCLUDING DEFAULTS)', partition);
        EXECUTE format('ALTER TABLE usage_sample ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', partition,
            first_day::timestamp AT TIME ZONE 'UTC', (first_day + interval '1 month')::timestamp AT TIME ZONE 'UTC');
    END IF;
END
$$;
REVOKE ALL ON FUNCTION ensure_usage_partition(date) FROM PUBLIC;
DO $$
BEGIN
    EXECUTE format('GRANT EXECUTE ON FUNCTION ensure_usage_partition(date) TO %I', current_database());
END
$$;
