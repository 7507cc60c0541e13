-- Tables every service has: what makes its messages, its audit trail and its suppression list part of its transactions.

-- Debezium's outbox columns (aggregatetype, aggregateid, type, payload), so that the relay could be replaced by it.
CREATE TABLE outbox (
    id            bigint GENERATED ALWAYS AS IDENTITY,
    aggregatetype text        NOT NULL,
    aggregateid   text        NOT NULL,
    partition_key text        NOT NULL,
    type          text        NOT NULL,
    headers       jsonb       NOT NULL,
    payload       bytea,
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT outbox_id_pk PRIMARY KEY (id)
);

-- One row per event taken in; the same event is never applied twice.
CREATE TABLE inbox (
    consumer    text        NOT NULL,
    source      text        NOT NULL,
    event_id    text        NOT NULL,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT inbox_consumer_source_event_id_pk PRIMARY KEY (consumer, source, event_id)
);
CREATE INDEX inbox_received_at_ix ON inbox USING brin (received_at);

-- Whom to forget for good: keyed hashes, never the ids themselves.
CREATE TABLE suppression (
    pseudonym     text        NOT NULL,
    suppressed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT suppression_pseudonym_pk PRIMARY KEY (pseudonym)
);

-- Commands carried out, with what is needed to repeat the same receipt; no subject id.
CREATE TABLE command_execution (
    command_id   uuid        NOT NULL,
    receipt_type text        NOT NULL,
    result       jsonb       NOT NULL,
    finished_at  timestamptz NOT NULL,
    CONSTRAINT command_execution_command_id_pk PRIMARY KEY (command_id),
    CONSTRAINT command_execution_receipt_type_ck CHECK (receipt_type IN ('command.completed', 'command.failed'))
);

-- How far the command log has been carried out, saved with the effects: a restored database resumes from its own past.
CREATE TABLE command_position (
    topic_partition integer NOT NULL,
    next_offset     bigint  NOT NULL,
    CONSTRAINT command_position_topic_partition_pk PRIMARY KEY (topic_partition)
);

-- Append-only. Entries are written with their effects; the sealer links them into the chain shortly after.
CREATE TABLE audit_entry (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    recorded_at timestamptz NOT NULL,
    action      text        NOT NULL,
    actor       text        NOT NULL,
    outcome     text        NOT NULL,
    subject_ref text,
    object_kind text,
    object_id   text,
    reason      text,
    CONSTRAINT audit_entry_id_pk PRIMARY KEY (id),
    CONSTRAINT audit_entry_outcome_ck CHECK (outcome IN ('DONE', 'REFUSED'))
);
CREATE INDEX audit_entry_subject_ref_ix ON audit_entry (subject_ref) WHERE subject_ref IS NOT NULL;

CREATE TABLE audit_seal (
    position  bigint      NOT NULL,
    entry_id  bigint      NOT NULL,
    hash      text        NOT NULL,
    sealed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT audit_seal_position_pk PRIMARY KEY (position),
    CONSTRAINT audit_seal_entry_id_uk UNIQUE (entry_id),
    CONSTRAINT audit_seal_entry_id_fk FOREIGN KEY (entry_id) REFERENCES audit_entry (id)
);

-- The application appends to its audit trail and can do nothing else with it. Its role has the database's name.
DO $$
BEGIN
    EXECUTE format('REVOKE ALL ON audit_entry, audit_seal FROM %I', current_database());
    EXECUTE format('GRANT SELECT, INSERT ON audit_entry, audit_seal TO %I', current_database());
END
$$;

-- Requests with an Idempotency-Key and what they were answered with, encrypted; purged after a day.
CREATE TABLE idempotent_request (
    request_key    text        NOT NULL,
    request_digest text        NOT NULL,
    subject_ref    text        NOT NULL,
    result         bytea,
    requested_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT idempotent_request_request_key_pk PRIMARY KEY (request_key)
);
CREATE INDEX idempotent_request_subject_ref_ix ON idempotent_request (subject_ref);
CREATE INDEX idempotent_request_requested_at_ix ON idempotent_request (requested_at);
