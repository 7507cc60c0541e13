-- Who came back after an erasure, and when: what is older than that belongs to the life that was erased. Keyed hashes, as
-- in the list itself.
CREATE TABLE suppression_ended (
    pseudonym     text        NOT NULL,
    suppressed_at timestamptz NOT NULL,
    ended_at      timestamptz NOT NULL,
    CONSTRAINT suppression_ended_pseudonym_pk PRIMARY KEY (pseudonym),
    CONSTRAINT suppression_ended_order_ck CHECK (ended_at > suppressed_at)
);

-- Ends a suppression that began before an account was opened; whether it did. An account opened before the erasure ends
-- nothing, so a replay of the topic lets nobody back.
CREATE FUNCTION readmit(returning_pseudonym text, opened_at timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    since timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(returning_pseudonym, 0));
    DELETE FROM suppression s WHERE s.pseudonym = returning_pseudonym AND s.suppressed_at < opened_at
    RETURNING s.suppressed_at INTO since;
    IF since IS NULL THEN
        RETURN false;
    END IF;
    INSERT INTO suppression_ended (pseudonym, suppressed_at, ended_at)
    VALUES (returning_pseudonym, since, opened_at)
    ON CONFLICT (pseudonym) DO UPDATE SET suppressed_at = excluded.suppressed_at, ended_at = excluded.ended_at;
    RETURN true;
END
$$;
