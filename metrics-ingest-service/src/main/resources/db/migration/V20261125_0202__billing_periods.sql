-- A closed billing period: one customer's calendar month in Tallinn, frozen. The fingerprint is that of the statement,
-- which names neither the customer nor a VPS: after an erasure it proves the same figures of nobody.
CREATE TABLE billing_period (
    period_id     uuid        NOT NULL,
    subject_id    uuid,
    month         date        NOT NULL,
    starts_at     timestamptz NOT NULL,
    ends_at       timestamptz NOT NULL,
    stored_before timestamptz NOT NULL,
    meter_version text        NOT NULL,
    sha256        text        NOT NULL,
    kept_until    date        NOT NULL,
    CONSTRAINT billing_period_period_id_pk PRIMARY KEY (period_id),
    CONSTRAINT billing_period_subject_id_month_uk UNIQUE (subject_id, month),
    CONSTRAINT billing_period_ends_at_ck CHECK (ends_at > starts_at AND stored_before >= ends_at),
    CONSTRAINT billing_period_sha256_ck CHECK (sha256 ~ '^[0-9a-f]{64}$')
);
CREATE INDEX billing_period_ends_at_ix ON billing_period (ends_at);
CREATE INDEX billing_period_kept_until_ix ON billing_period (kept_until);

-- What one VPS used in it; whose number and id it was is null once the person is forgotten.
CREATE TABLE billing_line (
    period_id      uuid    NOT NULL,
    line           integer NOT NULL,
    vps_no         integer,
    vps_id         uuid,
    expected_slots integer NOT NULL,
    samples                numeric NOT NULL,
    covered_seconds        numeric NOT NULL,
    cpu_microseconds       numeric NOT NULL,
    memory_byte_samples    numeric NOT NULL,
    disk_read_bytes        numeric NOT NULL,
    disk_written_bytes     numeric NOT NULL,
    disk_read_operations   numeric NOT NULL,
    disk_write_operations  numeric NOT NULL,
    received_bytes         numeric NOT NULL,
    transmitted_bytes      numeric NOT NULL,
    received_slot_bytes    numeric NOT NULL,
    transmitted_slot_bytes numeric NOT NULL,
    CONSTRAINT billing_line_period_id_line_pk PRIMARY KEY (period_id, line),
    CONSTRAINT billing_line_period_id_fk FOREIGN KEY (period_id) REFERENCES billing_period ON DELETE CASCADE,
    CONSTRAINT billing_line_vps_ck CHECK ((vps_no IS NULL) = (vps_id IS NULL))
);
CREATE INDEX billing_line_vps_no_ix ON billing_line (vps_no);

-- What changed after closing, each a difference to be added, never a change to what was closed.
CREATE TABLE billing_adjustment (
    adjustment_id uuid        NOT NULL,
    period_id     uuid        NOT NULL,
    line          integer     NOT NULL,
    kind          text        NOT NULL,
    reason        text        NOT NULL,
    stored_before timestamptz NOT NULL,
    samples                numeric NOT NULL,
    covered_seconds        numeric NOT NULL,
    cpu_microseconds       numeric NOT NULL,
    memory_byte_samples    numeric NOT NULL,
    disk_read_bytes        numeric NOT NULL,
    disk_written_bytes     numeric NOT NULL,
    disk_read_operations   numeric NOT NULL,
    disk_write_operations  numeric NOT NULL,
    received_bytes         numeric NOT NULL,
    transmitted_bytes      numeric NOT NULL,
    received_slot_bytes    numeric NOT NULL,
    transmitted_slot_bytes numeric NOT NULL,
    CONSTRAINT billing_adjustment_adjustment_id_pk PRIMARY KEY (adjustment_id),
    CONSTRAINT billing_adjustment_period_id_line_fk FOREIGN KEY (period_id, line)
        REFERENCES billing_line ON DELETE CASCADE,
    CONSTRAINT billing_adjustment_kind_ck CHECK (kind IN ('LATE_SAMPLES', 'CORRECTION'))
);
CREATE INDEX billing_adjustment_period_id_line_ix ON billing_adjustment (period_id, line);

-- Samples stored after the period that holds them was closed: recomputing the period leaves them out.
CREATE TABLE late_sample (
    vps_no     integer     NOT NULL,
    sampled_at timestamptz NOT NULL,
    stored_at  timestamptz NOT NULL,
    CONSTRAINT late_sample_vps_no_sampled_at_pk PRIMARY KEY (vps_no, sampled_at)
);

-- Samples that were changed after their period was closed, as they were: derived anew from counters that came late.
CREATE TABLE superseded_sample (
    sampled_at            timestamptz NOT NULL,
    replaced_at           timestamptz NOT NULL,
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
    CONSTRAINT superseded_sample_vps_no_sampled_at_pk PRIMARY KEY (vps_no, sampled_at)
);

-- Writers of samples and those who close a period hold each other off by the lock 'usage-writers', so that a sample is
-- either in the period or noted here. Live samples are newer than every closed period: for them it is one look.
CREATE FUNCTION note_late_samples() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM billing_period WHERE ends_at > (SELECT min(sampled_at) FROM stored)) THEN
        INSERT INTO late_sample (vps_no, sampled_at, stored_at)
        SELECT s.vps_no, s.sampled_at, clock_timestamp()
        FROM stored s
        JOIN billing_line l ON l.vps_no = s.vps_no
        JOIN billing_period p ON p.period_id = l.period_id
        WHERE s.sampled_at >= p.starts_at AND s.sampled_at < p.ends_at
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER usage_sample_note_late AFTER INSERT ON usage_sample
    REFERENCING NEW TABLE AS stored FOR EACH STATEMENT EXECUTE FUNCTION note_late_samples();

-- The first change after closing keeps what was invoiced; later ones only say when.
CREATE FUNCTION keep_superseded_samples() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO superseded_sample (vps_no, sampled_at, replaced_at, interval_seconds, cpu_microseconds,
        memory_used_bytes, disk_read_bytes, disk_written_bytes, disk_read_operations, disk_write_operations,
        received_bytes, transmitted_bytes)
    SELECT w.vps_no, w.sampled_at, clock_timestamp(), w.interval_seconds, w.cpu_microseconds,
        w.memory_used_bytes, w.disk_read_bytes, w.disk_written_bytes, w.disk_read_operations, w.disk_write_operations,
        w.received_bytes, w.transmitted_bytes
    FROM was w
    JOIN billing_line l ON l.vps_no = w.vps_no
    JOIN billing_period p ON p.period_id = l.period_id
    WHERE w.sampled_at >= p.starts_at AND w.sampled_at < p.ends_at
    ON CONFLICT (vps_no, sampled_at) DO UPDATE SET replaced_at = excluded.replaced_at;
    RETURN NULL;
END
$$;
CREATE TRIGGER usage_sample_keep_superseded AFTER UPDATE ON usage_sample
    REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION keep_superseded_samples();

-- Closed is closed: the database refuses every change but two. A person is forgotten by setting the ids to null, and a
-- period goes as a whole once its retention has ended.
CREATE FUNCTION refuse_change_of_closed_period() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    links text[] := ARRAY['subject_id', 'vps_no', 'vps_id'];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(NEW) - links = to_jsonb(OLD) - links
            AND (to_jsonb(NEW) = to_jsonb(OLD) OR num_nonnulls(
                to_jsonb(NEW) ->> 'subject_id', to_jsonb(NEW) ->> 'vps_no', to_jsonb(NEW) ->> 'vps_id') = 0) THEN
            RETURN NEW;
        END IF;
    ELSIF TG_OP = 'DELETE' THEN
        -- Lines and adjustments go with their period, which is gone already when their turn comes.
        IF NOT EXISTS (
            SELECT 1 FROM billing_period
            WHERE period_id = OLD.period_id AND kept_until >= (clock_timestamp() AT TIME ZONE 'Europe/Tallinn')::date) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'a closed billing period does not change' USING ERRCODE = 'restrict_violation';
END
$$;

-- A line belongs to the transaction that closed its period; none is added to it later.
CREATE FUNCTION refuse_line_after_closing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM billing_period WHERE period_id = NEW.period_id AND xmin = pg_current_xact_id()::xid) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a closed billing period does not change' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER billing_line_closed_insert BEFORE INSERT ON billing_line
    FOR EACH ROW EXECUTE FUNCTION refuse_line_after_closing();
CREATE TRIGGER billing_period_closed BEFORE UPDATE OR DELETE ON billing_period
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_closed_period();
CREATE TRIGGER billing_period_closed_truncate BEFORE TRUNCATE ON billing_period
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_closed_period();
CREATE TRIGGER billing_line_closed BEFORE UPDATE OR DELETE ON billing_line
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_closed_period();
CREATE TRIGGER billing_line_closed_truncate BEFORE TRUNCATE ON billing_line
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_closed_period();
CREATE TRIGGER billing_adjustment_closed BEFORE UPDATE OR DELETE ON billing_adjustment
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_closed_period();
CREATE TRIGGER billing_adjustment_closed_truncate BEFORE TRUNCATE ON billing_adjustment
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_closed_period();
