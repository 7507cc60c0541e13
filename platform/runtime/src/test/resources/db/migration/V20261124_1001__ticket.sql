CREATE TABLE ticket (
    ticket_id  uuid NOT NULL,
    subject_id uuid NOT NULL,
    CONSTRAINT ticket_ticket_id_pk PRIMARY KEY (ticket_id)
);
