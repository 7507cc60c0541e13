-- Lays the samples of a month that is over out by VPS and time: what one VPS has is then on a few pages next to each other
-- instead of a row on every page, and goes in a fraction of the time when its owner is erased. Takes the first month after
-- the one named that ended before a day and is not in order, as the statistics say; completes with its name. What comes
-- late goes to the end of the table and keeps every promise; it is only further away. Whoever wants that month waits
-- meanwhile, the others do not. It waits briefly for its lock and is tried again another time rather than hold up everyone
-- behind it.
CREATE FUNCTION order_usage_partition(after text, ended_before date) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
    partition name;
    key       name;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('usage-partitions'));
    SELECT c.relname, k.relname INTO partition, key
    FROM pg_inherits i
    JOIN pg_class c ON c.oid = i.inhrelid
    JOIN pg_index x ON x.indrelid = c.oid AND x.indisprimary
    JOIN pg_class k ON k.oid = x.indexrelid
    JOIN pg_stats s ON s.schemaname = 'public' AND s.tablename = c.relname AND s.attname = 'vps_no'
    WHERE i.inhparent = 'usage_sample'::regclass AND c.relname ~ '^usage_sample_\d{4}_\d{2}$' AND c.relname > after
        AND to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= ended_before
        AND s.correlation < 0.9
    ORDER BY c.relname
    LIMIT 1;
    IF partition IS NOT NULL THEN
        EXECUTE format('CLUSTER %I USING %I', partition, key);
        EXECUTE format('ANALYZE %I', partition);
    END IF;
    RETURN partition;
END
$$;
REVOKE ALL ON FUNCTION order_usage_partition(text, date) FROM PUBLIC;
DO $$
BEGIN
    EXECUTE format('GRANT EXECUTE ON FUNCTION order_usage_partition(text, date) TO %I', current_database());
END
$$;
