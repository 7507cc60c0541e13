CREATE TABLE account (
    record_id         uuid        NOT NULL,
    subject_id        uuid        NOT NULL,
    name              text        NOT NULL,
    email             text        NOT NULL,
    address           text        NOT NULL,
    opened_at         timestamptz NOT NULL,
    closed_at         timestamptz,
    retained_until    date,
    retained_because  text,
    CONSTRAINT account_record_id_pk PRIMARY KEY (record_id),
    CONSTRAINT account_record_id_ck CHECK (record_id = subject_id),
    CONSTRAINT account_closed_at_ck CHECK (closed_at >= opened_at)
);

-- A reference the payment processor gave; the card itself is never here.
CREATE TABLE payment_method (
    record_id         uuid        NOT NULL,
    subject_id        uuid        NOT NULL,
    reference         text        NOT NULL,
    added_at          timestamptz NOT NULL,
    retained_until    date,
    retained_because  text,
    CONSTRAINT payment_method_record_id_pk PRIMARY KEY (record_id)
);
CREATE INDEX payment_method_subject_id_ix ON payment_method (subject_id);

CREATE TABLE ip_assignment (
    record_id         uuid        NOT NULL,
    subject_id        uuid        NOT NULL,
    vps_id            uuid        NOT NULL,
    ip_address        inet        NOT NULL,
    assigned_at       timestamptz NOT NULL,
    released_at       timestamptz,
    retained_until    date,
    retained_because  text,
    CONSTRAINT ip_assignment_record_id_pk PRIMARY KEY (record_id),
    CONSTRAINT ip_assignment_released_at_ck CHECK (released_at >= assigned_at)
);
CREATE INDEX ip_assignment_subject_id_ix ON ip_assignment (subject_id);
CREATE UNIQUE INDEX ip_assignment_ip_address_uk ON ip_assignment (ip_address) WHERE released_at IS NULL;
