-- Versions of the privacy policy (PF-11). A published one never changes.
CREATE TABLE policy (
    version      text        NOT NULL,
    status       text        NOT NULL,
    material     boolean     NOT NULL,
    effective_on date        NOT NULL,
    drafted_at   timestamptz NOT NULL,
    published_at timestamptz,
    CONSTRAINT policy_version_pk PRIMARY KEY (version),
    CONSTRAINT policy_version_ck CHECK (version ~ '^[0-9A-Za-z][0-9A-Za-z._-]{0,31}$'),
    CONSTRAINT policy_status_ck CHECK (status IN ('draft', 'published')),
    CONSTRAINT policy_published_at_ck CHECK ((status = 'published') = (published_at IS NOT NULL))
);

CREATE TABLE policy_text (
    version  text NOT NULL,
    language text NOT NULL,
    body     text NOT NULL,
    hash     text NOT NULL,
    CONSTRAINT policy_text_version_language_pk PRIMARY KEY (version, language),
    CONSTRAINT policy_text_version_fk FOREIGN KEY (version) REFERENCES policy (version),
    CONSTRAINT policy_text_hash_ck CHECK (hash = encode(sha256(convert_to(body, 'UTF8')), 'hex'))
);

-- Who is to be told of a material change. This service knows nobody's address: whoever has them claims recipients,
-- each once, and confirms. A claim is never given out again, so nobody is mailed twice.
CREATE TABLE policy_recipient (
    version      text NOT NULL,
    subject_id   uuid NOT NULL,
    claimed_at   timestamptz,
    confirmed_at timestamptz,
    CONSTRAINT policy_recipient_version_subject_id_pk PRIMARY KEY (version, subject_id),
    CONSTRAINT policy_recipient_version_fk FOREIGN KEY (version) REFERENCES policy (version),
    CONSTRAINT policy_recipient_subject_id_fk FOREIGN KEY (subject_id) REFERENCES subject (subject_id)
);
CREATE INDEX policy_recipient_unclaimed_ix ON policy_recipient (version, subject_id) WHERE claimed_at IS NULL;
CREATE INDEX policy_recipient_subject_id_ix ON policy_recipient (subject_id);

CREATE TABLE policy_acceptance (
    version     text        NOT NULL,
    subject_id  uuid        NOT NULL,
    kind        text        NOT NULL,
    accepted_at timestamptz NOT NULL,
    CONSTRAINT policy_acceptance_version_subject_id_kind_pk PRIMARY KEY (version, subject_id, kind),
    CONSTRAINT policy_acceptance_version_fk FOREIGN KEY (version) REFERENCES policy (version),
    CONSTRAINT policy_acceptance_subject_id_fk FOREIGN KEY (subject_id) REFERENCES subject (subject_id),
    CONSTRAINT policy_acceptance_kind_ck CHECK (kind IN ('explicit', 'continued-use'))
);
CREATE INDEX policy_acceptance_subject_id_ix ON policy_acceptance (subject_id);
