-- Web visitors' choices about statistics (PF-8.2). The address is truncated before it gets here: /24 or /48.
CREATE TABLE visitor (
    visitor_id     uuid        NOT NULL,
    choice         text,
    chosen_at      timestamptz,
    notice_version integer,
    notice_hash    text,
    language       text,
    signal         text,
    signalled_at   timestamptz,
    network        text,
    subject_id     uuid,
    linked_at      timestamptz,
    seen_at        timestamptz NOT NULL,
    CONSTRAINT visitor_visitor_id_pk PRIMARY KEY (visitor_id),
    CONSTRAINT visitor_choice_ck CHECK (choice IN ('granted', 'refused')),
    CONSTRAINT visitor_signal_ck CHECK (signal IN ('gpc', 'dnt')),
    CONSTRAINT visitor_network_ck CHECK (network ~ '(\.0/24|::/48)$')
);
CREATE INDEX visitor_subject_id_ix ON visitor (subject_id) WHERE subject_id IS NOT NULL;
