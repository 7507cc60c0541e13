-- Stores, as they announced themselves last.
CREATE TABLE store (
    store_id     text        NOT NULL,
    announcement text        NOT NULL,
    announced_at timestamptz NOT NULL,
    CONSTRAINT store_store_id_pk PRIMARY KEY (store_id)
);

-- One row per request of a data subject. The address is encrypted and goes when the last letter is written.
CREATE TABLE request (
    request_id        uuid        NOT NULL,
    subject_id        uuid        NOT NULL,
    exercised_right   text        NOT NULL,
    status            text        NOT NULL,
    received_at       timestamptz NOT NULL,
    received_on       date        NOT NULL,
    statutory_due_on  date        NOT NULL,
    policy_due_on     date        NOT NULL,
    due_on            date        NOT NULL,
    extended          boolean     NOT NULL,
    extension_reason  text,
    requested_by      text        NOT NULL,
    opened_by_subject boolean     NOT NULL,
    language          text        NOT NULL,
    contact           bytea,
    outcome           text,
    note              bytea,
    alerted_at        timestamptz,
    closed_at         timestamptz,
    CONSTRAINT request_request_id_pk PRIMARY KEY (request_id),
    CONSTRAINT request_language_ck CHECK (language IN ('en', 'et', 'ru')),
    CONSTRAINT request_status_ck CHECK (status IN ('RECEIVED', 'AWAITING_IDENTITY', 'PLANNING', 'AWAITING_APPROVAL',
        'EXECUTING', 'VERIFYING', 'COMPLETED', 'REFUSED', 'WITHDRAWN')),
    CONSTRAINT request_closed_at_ck CHECK ((closed_at IS NOT NULL) = (status IN ('COMPLETED', 'REFUSED', 'WITHDRAWN')))
);
CREATE INDEX request_subject_id_ix ON request (subject_id);
CREATE INDEX request_due_on_ix ON request (due_on) WHERE closed_at IS NULL;

CREATE TABLE timeline_entry (
    entry_id   bigint GENERATED ALWAYS AS IDENTITY,
    request_id uuid        NOT NULL,
    entered_at timestamptz NOT NULL,
    event      text        NOT NULL,
    actor      text        NOT NULL,
    store_id   text,
    detail     text,
    CONSTRAINT timeline_entry_entry_id_pk PRIMARY KEY (entry_id),
    CONSTRAINT timeline_entry_request_id_fk FOREIGN KEY (request_id) REFERENCES request (request_id) ON DELETE CASCADE
);
CREATE INDEX timeline_entry_request_id_ix ON timeline_entry (request_id, entry_id);

-- Proof of identity: the code itself is never stored, only a keyed hash of it.
CREATE TABLE identity_check (
    request_id      uuid    NOT NULL,
    code_hash       text,
    code_expires_at timestamptz,
    tries_left      integer NOT NULL,
    codes_sent      integer NOT NULL,
    verified_at     timestamptz,
    method          text,
    CONSTRAINT identity_check_request_id_pk PRIMARY KEY (request_id),
    CONSTRAINT identity_check_request_id_fk FOREIGN KEY (request_id) REFERENCES request (request_id) ON DELETE CASCADE,
    CONSTRAINT identity_check_tries_left_ck CHECK (tries_left >= 0)
);

CREATE TABLE plan (
    request_id      uuid        NOT NULL,
    plan_id         uuid        NOT NULL,
    requested_at    timestamptz NOT NULL,
    requests_sent   integer     NOT NULL,
    next_request_at timestamptz,
    revision        integer,
    digest          text,
    proposal        text,
    approved_at     timestamptz,
    approved_by     text,
    CONSTRAINT plan_request_id_pk PRIMARY KEY (request_id),
    CONSTRAINT plan_plan_id_uk UNIQUE (plan_id),
    CONSTRAINT plan_request_id_fk FOREIGN KEY (request_id) REFERENCES request (request_id) ON DELETE CASCADE
);
CREATE INDEX plan_next_request_at_ix ON plan (next_request_at) WHERE next_request_at IS NOT NULL;

-- A command to stores, as it is sent again to those that stay silent.
CREATE TABLE command (
    command_id   uuid        NOT NULL,
    request_id   uuid        NOT NULL,
    kind         text        NOT NULL,
    payload      text        NOT NULL,
    issued_at    timestamptz NOT NULL,
    sendings     integer     NOT NULL,
    next_send_at timestamptz,
    CONSTRAINT command_command_id_pk PRIMARY KEY (command_id),
    CONSTRAINT command_kind_ck CHECK (kind IN ('ERASE', 'VERIFY', 'RESTRICT', 'UNRESTRICT')),
    CONSTRAINT command_request_id_fk FOREIGN KEY (request_id) REFERENCES request (request_id) ON DELETE CASCADE
);
CREATE INDEX command_request_id_ix ON command (request_id);
CREATE INDEX command_next_send_at_ix ON command (next_send_at) WHERE next_send_at IS NOT NULL;

-- What each store answers to a command. A row that was replaced by a later command counts no more.
CREATE TABLE store_task (
    command_id          uuid    NOT NULL,
    store_id            text    NOT NULL,
    request_id          uuid    NOT NULL,
    kind                text    NOT NULL,
    status              text    NOT NULL,
    replaced            boolean NOT NULL,
    time_needed_seconds bigint  NOT NULL,
    acknowledged_at     timestamptz,
    finished_at         timestamptz,
    failure             text,
    receipt             text,
    CONSTRAINT store_task_command_id_store_id_pk PRIMARY KEY (command_id, store_id),
    CONSTRAINT store_task_status_ck CHECK (status IN ('PENDING', 'ACKNOWLEDGED', 'COMPLETED', 'FAILED')),
    CONSTRAINT store_task_command_id_fk FOREIGN KEY (command_id) REFERENCES command (command_id) ON DELETE CASCADE
);
CREATE INDEX store_task_request_id_ix ON store_task (request_id);

CREATE TABLE certificate (
    request_id uuid        NOT NULL,
    jws        text        NOT NULL,
    issued_at  timestamptz NOT NULL,
    CONSTRAINT certificate_request_id_pk PRIMARY KEY (request_id),
    CONSTRAINT certificate_request_id_fk FOREIGN KEY (request_id) REFERENCES request (request_id) ON DELETE CASCADE
);

-- Letters to send; address and text are encrypted, and the row goes when the letter is out.
CREATE TABLE mail (
    mail_id      uuid        NOT NULL,
    request_id   uuid        NOT NULL,
    kind         text        NOT NULL,
    sealed       bytea       NOT NULL,
    tries        integer     NOT NULL,
    next_try_at  timestamptz NOT NULL,
    CONSTRAINT mail_mail_id_pk PRIMARY KEY (mail_id),
    CONSTRAINT mail_request_id_fk FOREIGN KEY (request_id) REFERENCES request (request_id) ON DELETE CASCADE
);
CREATE INDEX mail_next_try_at_ix ON mail (next_try_at);
CREATE INDEX mail_request_id_ix ON mail (request_id);
