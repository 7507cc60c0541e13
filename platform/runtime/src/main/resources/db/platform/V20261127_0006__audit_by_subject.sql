-- Asked for by equality only; among keyed hashes, which are random, a hash index takes half the work of a B-tree.
DROP INDEX audit_entry_subject_ref_ix;
CREATE INDEX audit_entry_subject_ref_ix ON audit_entry USING hash (subject_ref) WHERE subject_ref IS NOT NULL;
