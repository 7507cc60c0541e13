-- The stores that announced themselves, and what they hold.
CREATE TABLE known_store (
    store_id     text        NOT NULL,
    categories   text[]      NOT NULL,
    announced_at timestamptz NOT NULL,
    CONSTRAINT known_store_store_id_pk PRIMARY KEY (store_id)
);

-- A disposal and its certificate. Once it is over, only the subject's pseudonym and the records' digest are left.
CREATE TABLE disposal (
    disposal_id    uuid        NOT NULL,
    subject_id     uuid,
    subject_ref    text        NOT NULL,
    category       text        NOT NULL,
    rule_reference text        NOT NULL,
    record_ids     text[],
    record_count   integer     NOT NULL,
    records_digest text        NOT NULL,
    status         text        NOT NULL,
    issued_at      timestamptz NOT NULL,
    completed_at   timestamptz,
    sends          integer     NOT NULL,
    next_send_at   timestamptz,
    CONSTRAINT disposal_disposal_id_pk PRIMARY KEY (disposal_id),
    CONSTRAINT disposal_status_ck CHECK (status IN ('ISSUED', 'COMPLETED', 'FAILED')),
    CONSTRAINT disposal_issued_ck CHECK ((status = 'ISSUED') = (subject_id IS NOT NULL)),
    CONSTRAINT disposal_record_ids_ck CHECK ((status = 'ISSUED') = (record_ids IS NOT NULL)),
    CONSTRAINT disposal_next_send_at_ck CHECK ((status = 'ISSUED') = (next_send_at IS NOT NULL)),
    CONSTRAINT disposal_completed_at_ck CHECK ((status = 'ISSUED') = (completed_at IS NULL))
);
CREATE INDEX disposal_next_send_at_ix ON disposal (next_send_at) WHERE status = 'ISSUED';

CREATE TABLE disposal_answer (
    disposal_id uuid        NOT NULL,
    store_id    text        NOT NULL,
    status      text        NOT NULL,
    erased      bigint,
    digest      text,
    failure     text,
    answered_at timestamptz,
    CONSTRAINT disposal_answer_disposal_id_store_id_pk PRIMARY KEY (disposal_id, store_id),
    CONSTRAINT disposal_answer_disposal_id_fk FOREIGN KEY (disposal_id) REFERENCES disposal (disposal_id),
    CONSTRAINT disposal_answer_status_ck CHECK (status IN ('PENDING', 'COMPLETED', 'FAILED'))
);

-- The latest time this service has seen. One row.
CREATE TABLE time_mark (
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

-- Erasures this store took part in, until their case is closed, and what the other stores said of them.
CREATE TABLE erasure (
    command_id uuid        NOT NULL,
    case_id    uuid,
    subject_id uuid        NOT NULL,
    stores     text[]      NOT NULL,
    erased_at  timestamptz NOT NULL,
    CONSTRAINT erasure_command_id_pk PRIMARY KEY (command_id)
);
CREATE INDEX erasure_case_id_ix ON erasure (case_id);

CREATE TABLE erasure_receipt (
    command_id  uuid        NOT NULL,
    store_id    text        NOT NULL,
    category    text        NOT NULL,
    retained    bigint      NOT NULL,
    digest      text,
    received_at timestamptz NOT NULL,
    CONSTRAINT erasure_receipt_command_id_store_id_category_pk PRIMARY KEY (command_id, store_id, category)
);
CREATE INDEX erasure_receipt_received_at_ix ON erasure_receipt (received_at);
