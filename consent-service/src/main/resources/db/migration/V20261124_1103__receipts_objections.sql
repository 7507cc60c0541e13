-- What a purpose was when a version of its notice was current: receipts state it as it was then.
CREATE TABLE purpose_definition (
    purpose_key       text    NOT NULL,
    notice_version    integer NOT NULL,
    legal_basis       text    NOT NULL,
    categories        text[]  NOT NULL,
    recipients        text[]  NOT NULL,
    retention_rule    text    NOT NULL,
    consent_valid_for text,
    CONSTRAINT purpose_definition_purpose_key_notice_version_pk PRIMARY KEY (purpose_key, notice_version),
    CONSTRAINT purpose_definition_purpose_key_fk FOREIGN KEY (purpose_key) REFERENCES purpose (purpose_key)
);
INSERT INTO purpose_definition
SELECT purpose_key, notice_version, legal_basis, categories, recipients, retention_rule, consent_valid_for FROM purpose;

-- Keys receipts are signed with; the private half is encrypted with the service's own key. Never removed, so that old
-- receipts stay verifiable; the newest signs.
CREATE TABLE signing_key (
    key_id      text        NOT NULL,
    public_key  bytea       NOT NULL,
    private_key bytea       NOT NULL,
    created_at  timestamptz NOT NULL,
    CONSTRAINT signing_key_key_id_pk PRIMARY KEY (key_id)
);

-- Objections (Art. 21): the current state, and every change.
CREATE TABLE objection (
    subject_id  uuid        NOT NULL,
    purpose_key text        NOT NULL,
    state       text        NOT NULL,
    record_id   uuid        NOT NULL,
    revision    bigint      NOT NULL,
    changed_at  timestamptz NOT NULL,
    CONSTRAINT objection_subject_id_purpose_key_pk PRIMARY KEY (subject_id, purpose_key),
    CONSTRAINT objection_subject_id_fk FOREIGN KEY (subject_id) REFERENCES subject (subject_id),
    CONSTRAINT objection_purpose_key_fk FOREIGN KEY (purpose_key) REFERENCES purpose (purpose_key),
    CONSTRAINT objection_state_ck CHECK (state IN ('raised', 'upheld', 'overridden', 'lifted'))
);

CREATE TABLE objection_record (
    record_id   uuid        NOT NULL,
    subject_key uuid        NOT NULL,
    purpose_key text        NOT NULL,
    revision    bigint      NOT NULL,
    state       text        NOT NULL,
    grounds     text,
    actor       text        NOT NULL,
    changed_at  timestamptz NOT NULL,
    CONSTRAINT objection_record_record_id_pk PRIMARY KEY (record_id),
    CONSTRAINT objection_record_subject_key_purpose_key_revision_uk UNIQUE (subject_key, purpose_key, revision),
    CONSTRAINT objection_record_state_ck CHECK (state IN ('raised', 'upheld', 'overridden', 'lifted')),
    CONSTRAINT objection_record_grounds_ck CHECK (state <> 'overridden' OR grounds IS NOT NULL)
);

DO $$
BEGIN
    EXECUTE format('REVOKE UPDATE, TRUNCATE ON objection_record FROM %I', current_database());
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON purpose_definition, signing_key FROM %I', current_database());
END
$$;
