-- A VPS that was named after its customer's month was closed has no line in it. It gets one, of nothing and outside the
-- statement, so that its usage can be an adjustment; what was closed stays as it is.
ALTER TABLE billing_line ADD COLUMN added_at timestamptz;
CREATE UNIQUE INDEX billing_line_period_id_vps_no_ux ON billing_line (period_id, vps_no) WHERE vps_no IS NOT NULL;

CREATE OR REPLACE FUNCTION refuse_line_after_closing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM billing_period WHERE period_id = NEW.period_id AND xmin = pg_current_xact_id()::xid) THEN
        RETURN NEW;
    END IF;
    IF NEW.added_at IS NOT NULL AND num_nonnulls(nullif(NEW.samples, 0), nullif(NEW.covered_seconds, 0),
        nullif(NEW.cpu_microseconds, 0), nullif(NEW.memory_byte_samples, 0), nullif(NEW.disk_read_bytes, 0),
        nullif(NEW.disk_written_bytes, 0), nullif(NEW.disk_read_operations, 0), nullif(NEW.disk_write_operations, 0),
        nullif(NEW.received_bytes, 0), nullif(NEW.transmitted_bytes, 0), nullif(NEW.received_slot_bytes, 0),
        nullif(NEW.transmitted_slot_bytes, 0)) = 0 THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a closed billing period does not change' USING ERRCODE = 'restrict_violation';
END
$$;

-- The VPS instances that a closed period lacks although they have usage in it: named after it was closed.
CREATE VIEW billing_missing_line AS
    SELECT p.period_id, v.vps_no, v.vps_id, v.known_since,
        (extract(epoch FROM p.ends_at - p.starts_at) / 300)::integer AS expected_slots
    FROM billing_period p
    JOIN vps v ON v.subject_id = p.subject_id AND v.known_since > p.stored_before
    WHERE NOT EXISTS (SELECT 1 FROM billing_line l WHERE l.period_id = p.period_id AND l.vps_no = v.vps_no)
        AND EXISTS (
            SELECT 1 FROM usage_sample s
            WHERE s.vps_no = v.vps_no AND s.sampled_at >= p.starts_at AND s.sampled_at < p.ends_at);

CREATE FUNCTION add_missing_lines(period uuid) RETURNS void LANGUAGE sql AS $$
    INSERT INTO billing_line (period_id, line, vps_no, vps_id, expected_slots, added_at, samples, covered_seconds,
        cpu_microseconds, memory_byte_samples, disk_read_bytes, disk_written_bytes, disk_read_operations,
        disk_write_operations, received_bytes, transmitted_bytes, received_slot_bytes, transmitted_slot_bytes)
    SELECT m.period_id,
        (SELECT coalesce(max(l.line), 0) FROM billing_line l WHERE l.period_id = m.period_id)
            + row_number() OVER (ORDER BY m.vps_no),
        m.vps_no, m.vps_id, m.expected_slots, clock_timestamp(), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    FROM billing_missing_line m
    WHERE m.period_id = period
    ON CONFLICT DO NOTHING
$$;
