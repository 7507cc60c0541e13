-- What every deletion of personal data passes: the retention rules and legal holds as retention-service publishes them, and
-- the trust in the clock. retention-service has had its time_mark from its first day.
CREATE TABLE IF NOT EXISTS time_mark (
    id               integer     NOT NULL,
    high_water       timestamptz NOT NULL,
    accepted_skew_ms bigint      NOT NULL,
    blocked_since    timestamptz,
    blocked_because  text,
    released_by      text,
    released_at      timestamptz,
    release_reason   text,
    CONSTRAINT time_mark_id_pk PRIMARY KEY (id),
    CONSTRAINT time_mark_id_ck CHECK (id = 1),
    CONSTRAINT time_mark_blocked_ck CHECK ((blocked_since IS NULL) = (blocked_because IS NULL))
);

-- The event as it was published.
CREATE TABLE known_rule (
    category     text        NOT NULL,
    revision     integer     NOT NULL,
    published_at timestamptz NOT NULL,
    rule         jsonb       NOT NULL,
    CONSTRAINT known_rule_category_pk PRIMARY KEY (category)
);

-- A released hold stays, without its scope, so that an older version cannot come back.
CREATE TABLE known_hold (
    hold_id     uuid    NOT NULL,
    version     integer NOT NULL,
    released    boolean NOT NULL,
    subject_id  uuid,
    category    text,
    record_ids  text[]  NOT NULL,
    legal_basis text,
    CONSTRAINT known_hold_hold_id_pk PRIMARY KEY (hold_id),
    CONSTRAINT known_hold_scope_ck CHECK (released OR subject_id IS NOT NULL OR category IS NOT NULL)
);
CREATE INDEX known_hold_subject_id_ix ON known_hold (subject_id) WHERE NOT released;

-- How far the topics of rules and holds have been read, saved with the effect.
CREATE TABLE known_position (
    topic           text    NOT NULL,
    topic_partition integer NOT NULL,
    next_offset     bigint  NOT NULL,
    CONSTRAINT known_position_topic_topic_partition_pk PRIMARY KEY (topic, topic_partition)
);

-- The mark of the time, locked until the transaction ends, with the database's time.
CREATE FUNCTION look_at_time_mark(service_time text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    mark time_mark;
BEGIN
    INSERT INTO time_mark (id, high_water, accepted_skew_ms) VALUES (1, service_time::timestamptz, 0)
    ON CONFLICT DO NOTHING;
    SELECT * INTO STRICT mark FROM time_mark WHERE id = 1 FOR UPDATE;
    RETURN to_jsonb(mark) || jsonb_build_object('database_time', clock_timestamp());
END
$$;

-- What a deletion by expiry must know. No hold is taken in before the transaction ends: what is read here can be relied on
-- until then. The lock comes first, in a statement of its own, so that what it waited for is seen.
CREATE FUNCTION deletion_knowledge(categories text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    sought text[] := string_to_array(categories, ',');
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('known-holds', 18));
    PERFORM set_config('estflux.deletion_gate', categories, true);
    RETURN jsonb_build_object(
        'positions', (SELECT coalesce(jsonb_agg(to_jsonb(p)), '[]') FROM known_position p),
        'rules', (SELECT coalesce(jsonb_agg(r.rule), '[]') FROM known_rule r WHERE r.category = ANY (sought)),
        'holds', (SELECT coalesce(jsonb_agg(to_jsonb(h)), '[]') FROM known_hold h
                  WHERE NOT h.released AND (h.category IS NULL OR h.category = ANY (sought))));
END
$$;

-- The holds that concern a subject; likewise none is taken in before the transaction ends.
CREATE FUNCTION holds_on(subject text) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('known-holds', 18));
    RETURN jsonb_build_object('holds', (
        SELECT coalesce(jsonb_agg(to_jsonb(h)), '[]') FROM known_hold h
        WHERE NOT h.released AND (h.subject_id IS NULL OR h.subject_id = subject::uuid)));
END
$$;

-- Takes a version of a hold in, once every deletion that relies on the holds known before has ended; an older version
-- changes nothing. Returns the version known then.
CREATE FUNCTION take_hold_in(hold text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    told  jsonb := hold::jsonb;
    known integer;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('known-holds', 18));
    INSERT INTO known_hold AS k (hold_id, version, released, subject_id, category, record_ids, legal_basis)
    VALUES ((told ->> 'holdId')::uuid, (told ->> 'version')::integer, told ->> 'state' = 'released',
        (told ->> 'subjectId')::uuid, told ->> 'category',
        ARRAY(SELECT jsonb_array_elements_text(told -> 'recordIds')), told ->> 'legalBasis')
    ON CONFLICT (hold_id) DO UPDATE SET version = excluded.version, released = excluded.released,
        subject_id = excluded.subject_id, category = excluded.category, record_ids = excluded.record_ids,
        legal_basis = excluded.legal_basis
    WHERE k.version < excluded.version;
    SELECT version INTO known FROM known_hold WHERE hold_id = (told ->> 'holdId')::uuid;
    RETURN jsonb_build_object('version', known);
END
$$;

-- Takes a rule in; an older revision, or an older publication of the same, changes nothing.
CREATE FUNCTION take_rule_in(rule text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    told jsonb := rule::jsonb;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('known-holds', 18));
    INSERT INTO known_rule AS k (category, revision, published_at, rule)
    VALUES (told ->> 'category', (told ->> 'revision')::integer, (told ->> 'publishedAt')::timestamptz, told)
    ON CONFLICT (category) DO UPDATE SET revision = excluded.revision, published_at = excluded.published_at,
        rule = excluded.rule
    WHERE (k.revision, k.published_at) <= (excluded.revision, excluded.published_at);
    RETURN '{}';
END
$$;
