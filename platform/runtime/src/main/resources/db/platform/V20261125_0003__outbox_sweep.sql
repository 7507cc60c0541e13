-- The relay sweeps up after itself under load; autovacuum looks once a minute.
DO $$
BEGIN
    EXECUTE format('GRANT MAINTAIN ON outbox TO %I', current_database());
END
$$;
