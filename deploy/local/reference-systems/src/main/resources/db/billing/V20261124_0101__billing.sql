-- Invoices, payments, refunds and disputes: accounting documents of one customer, kept as they were recorded.
CREATE TABLE billing_record (
    record_id         uuid        NOT NULL,
    subject_id        uuid        NOT NULL,
    kind              text        NOT NULL,
    invoice_id        uuid        NOT NULL,
    recorded_on       date        NOT NULL,
    amount_cents      bigint      NOT NULL,
    customer_name     text,
    customer_address  text,
    closed_at         timestamptz,
    retained_until    date,
    retained_because  text,
    CONSTRAINT billing_record_record_id_pk PRIMARY KEY (record_id),
    CONSTRAINT billing_record_kind_ck CHECK (kind IN ('invoice', 'payment', 'refund', 'dispute')),
    CONSTRAINT billing_record_amount_cents_ck CHECK (amount_cents > 0),
    CONSTRAINT billing_record_closed_at_ck CHECK (closed_at IS NULL OR kind = 'dispute'),
    -- What an accounting document must name: its parties, its subject and its amount.
    CONSTRAINT billing_record_invoice_ck CHECK (
        kind <> 'invoice'
        OR (invoice_id = record_id AND customer_name IS NOT NULL AND customer_address IS NOT NULL))
);
CREATE INDEX billing_record_subject_id_ix ON billing_record (subject_id);
