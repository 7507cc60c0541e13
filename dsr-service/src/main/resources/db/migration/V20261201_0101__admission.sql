-- What was admitted of each store stays in force while what it announced last waits for an officer.
ALTER TABLE store
    ADD COLUMN digest      text,
    ADD COLUMN proved_at   timestamptz,
    ADD COLUMN admitted    text,
    ADD COLUMN revision    integer NOT NULL DEFAULT 0,
    ADD COLUMN admitted_at timestamptz,
    ADD COLUMN admitted_by text,
    ADD CONSTRAINT store_admitted_ck CHECK ((admitted IS NULL) = (revision = 0)),
    ADD CONSTRAINT store_admitted_at_ck CHECK ((admitted IS NULL) = (admitted_at IS NULL)),
    ADD CONSTRAINT store_admitted_by_ck CHECK ((admitted IS NULL) = (admitted_by IS NULL));
-- Announcements from before stores had keys prove nothing; every store announces itself again when it starts.
DELETE FROM store;
ALTER TABLE store ALTER COLUMN digest SET NOT NULL;

-- Keys are never forgotten: a retired one still verifies what was signed with it.
CREATE TABLE store_key (
    store_id    text        NOT NULL,
    key_id      text        NOT NULL,
    public_key  text        NOT NULL,
    admitted_at timestamptz NOT NULL,
    retired_at  timestamptz,
    CONSTRAINT store_key_store_id_key_id_pk PRIMARY KEY (store_id, key_id),
    CONSTRAINT store_key_store_id_fk FOREIGN KEY (store_id) REFERENCES store (store_id)
);
