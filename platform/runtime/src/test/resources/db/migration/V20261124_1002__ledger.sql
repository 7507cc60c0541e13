CREATE TABLE ledger (
    invoice_id uuid    NOT NULL,
    effects    integer NOT NULL,
    CONSTRAINT ledger_invoice_id_pk PRIMARY KEY (invoice_id)
);
