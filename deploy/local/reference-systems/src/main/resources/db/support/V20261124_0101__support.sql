CREATE TABLE ticket (
    record_id         uuid        NOT NULL,
    subject_id        uuid        NOT NULL,
    title             text        NOT NULL,
    opened_at         timestamptz NOT NULL,
    closed_at         timestamptz,
    retained_until    date,
    retained_because  text,
    CONSTRAINT ticket_record_id_pk PRIMARY KEY (record_id),
    CONSTRAINT ticket_closed_at_ck CHECK (closed_at >= opened_at)
);
CREATE INDEX ticket_subject_id_ix ON ticket (subject_id);

-- A ticket's correspondence lives and goes with it.
CREATE TABLE ticket_message (
    id         bigint GENERATED ALWAYS AS IDENTITY,
    ticket_id  uuid        NOT NULL,
    body       text        NOT NULL,
    written_at timestamptz NOT NULL,
    CONSTRAINT ticket_message_id_pk PRIMARY KEY (id),
    CONSTRAINT ticket_message_ticket_id_fk FOREIGN KEY (ticket_id) REFERENCES ticket (record_id) ON DELETE CASCADE
);
CREATE INDEX ticket_message_ticket_id_ix ON ticket_message (ticket_id);
