-- Drops the partitions of months that ended before a day: those that are empty, or all. Nobody may still store into
-- them: the caller leaves out every month samples are accepted of. It waits briefly for the lock and tries again another
-- time rather than hold up everyone behind it. Roll-ups stay.
CREATE FUNCTION drop_usage_partitions(ended_before date, only_empty boolean) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
    partition name;
    filled    boolean;
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
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', partition) INTO filled;
        IF NOT filled OR NOT only_empty THEN
            LOCK TABLE ONLY usage_sample IN ACCESS EXCLUSIVE MODE;
            EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', partition);
            EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', partition) INTO filled;
            IF NOT filled OR NOT only_empty THEN
                EXECUTE format('DROP TABLE %I', partition);
                dropped := dropped + 1;
            END IF;
        END IF;
    END LOOP;
    RETURN dropped;
END
$$;
REVOKE ALL ON FUNCTION drop_usage_partitions(date, boolean) FROM PUBLIC;
DO $$
BEGIN
    EXECUTE format('GRANT EXECUTE ON FUNCTION drop_usage_partitions(date, boolean) TO %I', current_database());
END
$$;
