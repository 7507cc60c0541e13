-- Who is known. subject_key stands for the person in the history; an erasure deletes this row and with it the link.
CREATE TABLE subject (
    subject_id          uuid        NOT NULL,
    subject_key         uuid        NOT NULL DEFAULT uuidv7(),
    account_state       text,
    account_changed_at  timestamptz,
    restricted          boolean     NOT NULL DEFAULT false,
    restricted_purposes text[]      NOT NULL DEFAULT '{}',
    CONSTRAINT subject_subject_id_pk PRIMARY KEY (subject_id),
    CONSTRAINT subject_subject_key_uk UNIQUE (subject_key),
    CONSTRAINT subject_account_state_ck CHECK (account_state IN ('open', 'closed'))
);

-- The current state of each subject and purpose: what decisions read.
CREATE TABLE consent (
    subject_id     uuid        NOT NULL,
    purpose_key    text        NOT NULL,
    state          text        NOT NULL,
    record_id      uuid        NOT NULL,
    revision       bigint      NOT NULL,
    notice_version integer     NOT NULL,
    language       text        NOT NULL,
    channel        text        NOT NULL,
    decided_at     timestamptz NOT NULL,
    expires_at     timestamptz,
    hash           text        NOT NULL,
    CONSTRAINT consent_subject_id_purpose_key_pk PRIMARY KEY (subject_id, purpose_key),
    CONSTRAINT consent_subject_id_fk FOREIGN KEY (subject_id) REFERENCES subject (subject_id),
    CONSTRAINT consent_state_ck CHECK (state IN ('granted', 'refused', 'withdrawn', 'expired'))
) WITH (fillfactor = 80);
CREATE INDEX consent_expires_at_ix ON consent (expires_at) WHERE state = 'granted' AND expires_at IS NOT NULL;

-- Append-only; each record's hash covers the one before it of the same subject and purpose.
CREATE TABLE consent_record (
    record_id      uuid        NOT NULL,
    subject_key    uuid        NOT NULL,
    purpose_key    text        NOT NULL,
    revision       bigint      NOT NULL,
    state          text        NOT NULL,
    notice_version integer     NOT NULL,
    notice_hash    text        NOT NULL,
    language       text        NOT NULL,
    channel        text        NOT NULL,
    actor          text        NOT NULL,
    decided_at     timestamptz NOT NULL,
    expires_at     timestamptz,
    previous_hash  text        NOT NULL,
    hash           text        NOT NULL,
    CONSTRAINT consent_record_record_id_pk PRIMARY KEY (record_id),
    CONSTRAINT consent_record_subject_key_purpose_key_revision_uk UNIQUE (subject_key, purpose_key, revision),
    CONSTRAINT consent_record_state_ck CHECK (state IN ('granted', 'refused', 'withdrawn', 'expired'))
);

-- Whose records these were, as a keyed hash: proof of past consent once the person is erased, as long as its rule says.
CREATE TABLE consent_proof (
    subject_ref text        NOT NULL,
    subject_key uuid        NOT NULL,
    keep_until  date,
    legal_basis text,
    erased_at   timestamptz NOT NULL,
    CONSTRAINT consent_proof_subject_ref_pk PRIMARY KEY (subject_ref),
    CONSTRAINT consent_proof_subject_key_uk UNIQUE (subject_key)
);

-- Requests with an Idempotency-Key, and the record that answered each.
CREATE TABLE consent_request (
    request_key    text        NOT NULL,
    request_digest text        NOT NULL,
    record_id      uuid        NOT NULL,
    subject_id     uuid        NOT NULL,
    requested_at   timestamptz NOT NULL,
    CONSTRAINT consent_request_request_key_pk PRIMARY KEY (request_key)
);
CREATE INDEX consent_request_subject_id_ix ON consent_request (subject_id);
CREATE INDEX consent_request_requested_at_ix ON consent_request (requested_at);

-- Records are appended and, when their rule says so, removed with their whole chain; never changed.
DO $$
BEGIN
    EXECUTE format('REVOKE UPDATE, TRUNCATE ON consent_record FROM %I', current_database());
END
$$;

-- Holds off erasures (see Suppression), makes subjects known and locks them, so that each one's changes follow each
-- other. Returns the pseudonyms of those who were erased. A function, because each statement must see what those who
-- held the locks before have committed, and the whole must cost one round trip.
CREATE FUNCTION lock_subjects(ids uuid[], pseudonyms text[]) RETURNS SETOF text
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended(sought, 0))
    FROM (SELECT DISTINCT sought FROM unnest(pseudonyms) AS sought ORDER BY sought) AS ordered;
    INSERT INTO subject (subject_id)
    SELECT DISTINCT asked.id
    FROM unnest(ids, pseudonyms) AS asked (id, pseudonym)
    WHERE NOT EXISTS (SELECT FROM subject s WHERE s.subject_id = asked.id)
      AND NOT EXISTS (SELECT FROM suppression p WHERE p.pseudonym = asked.pseudonym)
    ORDER BY asked.id
    ON CONFLICT DO NOTHING;
    PERFORM FROM subject WHERE subject_id = ANY (ids) ORDER BY subject_id FOR NO KEY UPDATE;
    RETURN QUERY SELECT p.pseudonym FROM suppression p WHERE p.pseudonym = ANY (pseudonyms);
END
$$;
