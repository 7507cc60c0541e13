-- A proof of past consent is pseudonymous, because the service has the key of its hash: it is retained, under a basis and
-- until a date, and disposed of then. One person may leave several, having come back after an erasure.
UPDATE consent_proof
SET legal_basis = coalesce(legal_basis, 'GDPR Art. 7(1), 5(2) and 17(3)(e)'),
    keep_until = coalesce(keep_until, ((erased_at AT TIME ZONE 'Europe/Tallinn')::date + interval '3 years')::date);
ALTER TABLE consent_proof
    ALTER COLUMN legal_basis SET NOT NULL,
    DROP CONSTRAINT consent_proof_subject_ref_pk,
    DROP CONSTRAINT consent_proof_subject_key_uk,
    ADD CONSTRAINT consent_proof_subject_key_pk PRIMARY KEY (subject_key);
CREATE INDEX consent_proof_subject_ref_ix ON consent_proof (subject_ref);
CREATE INDEX consent_proof_keep_until_ix ON consent_proof (keep_until);
