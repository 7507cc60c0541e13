-- What the broker will never take, for example because it is too large: out of the way of the rest, kept for a person
-- to look at, purged with time.
CREATE TABLE outbox_rejected (
    id            bigint      NOT NULL,
    aggregatetype text        NOT NULL,
    aggregateid   text        NOT NULL,
    partition_key text        NOT NULL,
    type          text        NOT NULL,
    headers       jsonb       NOT NULL,
    payload       bytea,
    created_at    timestamptz NOT NULL,
    reason        text        NOT NULL,
    rejected_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT outbox_rejected_id_pk PRIMARY KEY (id)
);
