-- Stores are known by their admission, with the keys that prove what they say. What they had announced themselves proves
-- nothing; dsr-service says which of them are admitted.
DELETE FROM known_store;
ALTER TABLE known_store RENAME COLUMN announced_at TO admitted_at;
ALTER TABLE known_store
    ADD COLUMN revision integer NOT NULL,
    ADD COLUMN keys     text[]  NOT NULL;
