-- One clock per record other systems announced: ids and dates only.
CREATE TABLE clock (
    clock_id        uuid        NOT NULL,
    subject_id      uuid        NOT NULL,
    category        text        NOT NULL,
    record_id       text        NOT NULL,
    kind            text        NOT NULL,
    related_id      text,
    opened_at       timestamptz,
    closed_at       timestamptz,
    recorded_on     date,
    erased_on       date,
    retain_until    date,
    disposable_from date,
    rule_reference  text        NOT NULL,
    disposal_id     uuid,
    changed_at      timestamptz NOT NULL,
    CONSTRAINT clock_clock_id_pk PRIMARY KEY (clock_id),
    CONSTRAINT clock_category_record_id_uk UNIQUE (category, record_id),
    CONSTRAINT clock_rule_reference_fk FOREIGN KEY (rule_reference) REFERENCES retention_rule (reference),
    CONSTRAINT clock_kind_ck
        CHECK (kind IN ('ACCOUNT', 'INVOICE', 'PAYMENT', 'REFUND', 'DISPUTE', 'TICKET', 'CASE')),
    CONSTRAINT clock_end_ck CHECK ((retain_until IS NULL) = (disposable_from IS NULL))
);
CREATE INDEX clock_subject_id_category_ix ON clock (subject_id, category);
CREATE INDEX clock_disposable_from_ix ON clock (disposable_from) WHERE disposal_id IS NULL;
CREATE INDEX clock_disposal_id_ix ON clock (disposal_id) WHERE disposal_id IS NOT NULL;
CREATE INDEX clock_rule_reference_ix ON clock (category, rule_reference) WHERE disposal_id IS NULL;
