-- A month that holds samples of a VPS under a legal hold is not dropped. The caller has passed the deletion gate: no hold
-- is taken in before its transaction ends.
DROP FUNCTION drop_usage_partitions(date, boolean);
CREATE FUNCTION drop_usage_partitions(ended_before date, only_empty boolean, held_subjects uuid[], held_vps text[])
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
    held      integer[] := ARRAY(SELECT vps_no FROM vps
                                 WHERE subject_id = ANY (held_subjects) OR vps_id::text = ANY (held_vps));
    partition name;
    filled    boolean;
    kept      boolean;
    dropped   integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('usage-partitions'));
    FOR partition IN
        SELECT c.relname
        FROM pg_inherits i
        JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'usage_sample'::regclass AND c.relname ~ '^usage_sample_\d{4}_\d{2}$'
            AND to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= ended_before
        ORDER BY c.relname
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I), EXISTS (SELECT 1 FROM %I WHERE vps_no = ANY ($1))',
            partition, partition) INTO filled, kept USING held;
        IF NOT kept AND NOT (filled AND only_empty) THEN
            LOCK TABLE ONLY usage_sample IN ACCESS EXCLUSIVE MODE;
            EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', partition);
            EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I), EXISTS (SELECT 1 FROM %I WHERE vps_no = ANY ($1))',
                partition, partition) INTO filled, kept USING held;
            IF NOT kept AND NOT (filled AND only_empty) THEN
                EXECUTE format('DROP TABLE %I', partition);
                dropped := dropped + 1;
            END IF;
        END IF;
    END LOOP;
    RETURN dropped;
END
$$;
REVOKE ALL ON FUNCTION drop_usage_partitions(date, boolean, uuid[], text[]) FROM PUBLIC;
DO $$
BEGIN
    EXECUTE format('GRANT EXECUTE ON FUNCTION drop_usage_partitions(date, boolean, uuid[], text[]) TO %I',
        current_database());
END
$$;

-- A closed period goes as a whole, and only through the deletion gate: by the rule in force, not by the date it was closed
-- with.
CREATE OR REPLACE FUNCTION refuse_change_of_closed_period() RETURNS trigger LANGUAGE plpgsql AS $$
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
        IF NOT EXISTS (SELECT 1 FROM billing_period WHERE period_id = OLD.period_id)
            OR (TG_TABLE_NAME = 'billing_period'
                AND 'billing-record' = ANY (string_to_array(current_setting('estflux.deletion_gate', true), ','))) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'a closed billing period does not change' USING ERRCODE = 'restrict_violation';
END
$$;
