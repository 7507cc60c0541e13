-- A record that no plan knew stays where it is; its clock begins with its event, though its subject was erased meanwhile.
ALTER TABLE clock ADD COLUMN begun_after_erasure boolean NOT NULL DEFAULT false;
