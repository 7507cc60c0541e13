-- What every store needs to take part: events in the transaction of their effect, commands carried out once, and a list
-- of whom to forget for good.

CREATE TABLE outbox (
    id            bigint GENERATED ALWAYS AS IDENTITY,
    topic         text        NOT NULL,
    record_key    text        NOT NULL,
    partition_key text        NOT NULL,
    -- name, value, name, value...
    headers       text[]      NOT NULL,
    payload       bytea,
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT outbox_id_pk PRIMARY KEY (id)
);

-- Commands carried out, with the receipt to repeat; no subject id.
CREATE TABLE command_execution (
    command_id   uuid        NOT NULL,
    receipt_type text        NOT NULL,
    receipt      jsonb       NOT NULL,
    finished_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT command_execution_command_id_pk PRIMARY KEY (command_id),
    CONSTRAINT command_execution_receipt_type_ck CHECK (receipt_type IN ('command.completed', 'command.failed'))
);

-- How far the command log has been carried out, saved with the effects: a restored database resumes from its own past.
CREATE TABLE command_position (
    topic_partition integer NOT NULL,
    next_offset     bigint  NOT NULL,
    CONSTRAINT command_position_topic_partition_pk PRIMARY KEY (topic_partition)
);

-- Whom to forget for good: keyed hashes, never the ids themselves.
CREATE TABLE suppression (
    pseudonym     text        NOT NULL,
    suppressed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT suppression_pseudonym_pk PRIMARY KEY (pseudonym)
);
