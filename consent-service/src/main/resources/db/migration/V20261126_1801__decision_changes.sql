-- Whose facts changed, by transaction: what a replica remembers of a person holds until it reads here that it may not any
-- more (ADR 19). A slot is the last 20 bits of a subject id: enough to forget few others with it, too little to tell who
-- it was once they are erased. An empty array stands for everybody.
CREATE TABLE decision_change (
    changed_in xid8      NOT NULL DEFAULT pg_current_xact_id(),
    slots      integer[] NOT NULL
);
CREATE INDEX decision_change_changed_in_ix ON decision_change (changed_in);

-- Changes of transactions before kept_from may have been purged; those before next_kept_from are, at the next turn.
CREATE TABLE decision_change_horizon (
    only_row       boolean     NOT NULL DEFAULT true,
    kept_from      xid8        NOT NULL,
    next_kept_from xid8        NOT NULL,
    turned_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT decision_change_horizon_only_row_pk PRIMARY KEY (only_row),
    CONSTRAINT decision_change_horizon_only_row_ck CHECK (only_row)
);
INSERT INTO decision_change_horizon (kept_from, next_kept_from)
SELECT pg_snapshot_xmin(now_seen), pg_snapshot_xmin(now_seen) FROM pg_current_snapshot() AS now_seen;

-- What changed that was not visible to an earlier snapshot; for whom, newer snapshots are asked in the same statement. The
-- table grows faster than statistics follow: a plan made while it was small would read all of it.
CREATE FUNCTION decision_changes_since(seen pg_snapshot, most integer) RETURNS TABLE (slots integer[])
LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
BEGIN
    RETURN QUERY SELECT c.slots FROM decision_change c
        WHERE c.changed_in >= pg_snapshot_xmin(seen) AND NOT pg_visible_in_snapshot(c.changed_in, seen)
        LIMIT most;
END
$$;

CREATE FUNCTION decision_slot(id uuid) RETURNS integer LANGUAGE sql IMMUTABLE
RETURN cast(cast('x' || right(cast(id AS text), 5) AS bit(20)) AS integer);

-- Triggers, so that no way of writing can be forgotten. More than some thousand at once are everybody.
CREATE FUNCTION note_decision_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO decision_change (slots)
        SELECT CASE WHEN count(*) > 5000 THEN '{}' ELSE array_agg(DISTINCT decision_slot(subject_id)) END
        FROM new_rows HAVING count(*) > 0;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO decision_change (slots)
        SELECT CASE WHEN count(*) > 10000 THEN '{}' ELSE array_agg(DISTINCT decision_slot(subject_id)) END
        FROM (SELECT subject_id FROM old_rows UNION ALL SELECT subject_id FROM new_rows) AS either
        HAVING count(*) > 0;
    ELSE
        INSERT INTO decision_change (slots)
        SELECT CASE WHEN count(*) > 5000 THEN '{}' ELSE array_agg(DISTINCT decision_slot(subject_id)) END
        FROM old_rows HAVING count(*) > 0;
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION note_decision_change_of_everybody() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO decision_change (slots) VALUES ('{}');
    RETURN NULL;
END
$$;

-- A subject who becomes known needs none: nothing is remembered of the unknown.
CREATE TRIGGER subject_updated AFTER UPDATE ON subject REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION note_decision_change();
CREATE TRIGGER subject_deleted AFTER DELETE ON subject REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION note_decision_change();
CREATE TRIGGER consent_inserted AFTER INSERT ON consent REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION note_decision_change();
CREATE TRIGGER consent_updated AFTER UPDATE ON consent REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION note_decision_change();
CREATE TRIGGER consent_deleted AFTER DELETE ON consent REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION note_decision_change();
CREATE TRIGGER objection_inserted AFTER INSERT ON objection REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION note_decision_change();
CREATE TRIGGER objection_updated AFTER UPDATE ON objection REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION note_decision_change();
CREATE TRIGGER objection_deleted AFTER DELETE ON objection REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION note_decision_change();
CREATE TRIGGER purpose_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON purpose
    FOR EACH STATEMENT EXECUTE FUNCTION note_decision_change_of_everybody();
CREATE TRIGGER policy_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON policy
    FOR EACH STATEMENT EXECUTE FUNCTION note_decision_change_of_everybody();
CREATE TRIGGER subject_truncated AFTER TRUNCATE ON subject
    FOR EACH STATEMENT EXECUTE FUNCTION note_decision_change_of_everybody();
CREATE TRIGGER consent_truncated AFTER TRUNCATE ON consent
    FOR EACH STATEMENT EXECUTE FUNCTION note_decision_change_of_everybody();
CREATE TRIGGER objection_truncated AFTER TRUNCATE ON objection
    FOR EACH STATEMENT EXECUTE FUNCTION note_decision_change_of_everybody();
