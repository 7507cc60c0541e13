-- Erases the usage of a subject's VPS instances, in one go instead of a statement at a time: samples, roll-ups and the VPS
-- itself go, month totals stay as figures of nobody, and so do closed billing periods. The caller has settled, and holds
-- off settlers and writers. The planner would rather read every sample there is than look for those of a few VPS instances
-- in the key of every month; and rather go through the months once for each of them than touch a page once for all.
CREATE FUNCTION erase_usage(erased uuid) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off SET enable_indexscan = off SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    nos integer[] := ARRAY(SELECT vps_no FROM vps WHERE subject_id = erased);
BEGIN
    PERFORM unlink_billing_periods(erased);
    INSERT INTO anonymous_month (statement_id, month, samples, covered_seconds, cpu_microseconds,
        memory_byte_samples, memory_bytes_max, disk_read_bytes, disk_written_bytes, disk_read_operations,
        disk_write_operations, received_bytes, transmitted_bytes)
    SELECT gen_random_uuid(), month, samples, covered_seconds, cpu_microseconds,
        memory_byte_samples, memory_bytes_max, disk_read_bytes, disk_written_bytes, disk_read_operations,
        disk_write_operations, received_bytes, transmitted_bytes
    FROM usage_month WHERE vps_no = ANY (nos);
    DELETE FROM usage_hour WHERE vps_no = ANY (nos);
    DELETE FROM usage_day WHERE vps_no = ANY (nos);
    DELETE FROM usage_month WHERE vps_no = ANY (nos);
    DELETE FROM usage_sample WHERE vps_no = ANY (nos);
    -- Batches that are settled together with other people's: what is gone is not named in them either.
    UPDATE rollup_pending p SET (vps_nos, hours) = (
        SELECT coalesce(array_agg(pair.no ORDER BY pair.place), '{}'),
            coalesce(array_agg(pair.hour ORDER BY pair.place), '{}')
        FROM unnest(p.vps_nos, p.hours) WITH ORDINALITY AS pair (no, hour, place)
        WHERE NOT pair.no = ANY (nos))
    WHERE p.vps_nos && nos;
    DELETE FROM vps WHERE subject_id = erased;
END
$$;

-- Closed billing periods stay exact for whoever holds the invoice, and of nobody for everyone else.
CREATE FUNCTION unlink_billing_periods(erased uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    nos integer[] := ARRAY(SELECT vps_no FROM vps WHERE subject_id = erased);
BEGIN
    DELETE FROM late_sample WHERE vps_no = ANY (nos);
    DELETE FROM superseded_sample WHERE vps_no = ANY (nos);
    UPDATE billing_line SET vps_no = NULL, vps_id = NULL WHERE vps_no = ANY (nos);
    UPDATE billing_period SET subject_id = NULL WHERE subject_id = erased;
END
$$;

-- What was put on record about a subject's samples and assignments on their way in, and about the subject: a restriction or
-- an objection has nothing left to be heeded for.
CREATE FUNCTION erase_reports(erased uuid, erased_vps uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM assignment_conflict WHERE subject_id = erased;
    DELETE FROM quarantined_sample WHERE vps_id = ANY (erased_vps);
    DELETE FROM quarantine_report WHERE vps_id = ANY (erased_vps);
    DELETE FROM sample_conflict WHERE vps_id = ANY (erased_vps);
    DELETE FROM counter_reading WHERE vps_id = ANY (erased_vps);
    DELETE FROM counter_report WHERE vps_id = ANY (erased_vps);
    DELETE FROM restricted_subject WHERE subject_id = erased;
    DELETE FROM objecting_subject WHERE subject_id = erased;
END
$$;
