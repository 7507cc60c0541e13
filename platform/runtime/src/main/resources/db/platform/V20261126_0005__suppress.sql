-- Suppresses ids for good: waits for those who are storing something about them, and then writes them down. In one call: an
-- erasure does this once for the subject and again for what belongs to them.
CREATE FUNCTION suppress(added text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(ordered.pseudonym, 0))
    FROM (SELECT pseudonym FROM unnest(added) AS pseudonym ORDER BY pseudonym) AS ordered;
    INSERT INTO suppression (pseudonym) SELECT unnest(added) ON CONFLICT DO NOTHING;
END
$$;
