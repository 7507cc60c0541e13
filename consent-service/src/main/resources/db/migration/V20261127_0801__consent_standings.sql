-- What a group of decisions must know, in one call: keeps everybody else who stores or erases something about these subjects
-- waiting until the transaction ends, and says in the order of the decisions where each stands. One exclusive lock by
-- pseudonym stands for the shared one and the subject's row lock of consent_situations: it writes nothing, covers subjects
-- who have no row yet, and is asked for in the same order by all. Replicas of the version before, which still call that
-- function, take the same lock shared. A function, because what is read must be from after the locks were granted, and the
-- whole must cost one round trip.
CREATE FUNCTION consent_standings(
    ids uuid[], pseudonyms text[], purposes text[], notice_versions integer[], languages text[])
RETURNS TABLE (
    suppressed boolean, subject_key uuid, legal_basis text, consent_valid_for text, notice_version integer,
    notice_hash text, standing_revision bigint, standing_hash text, standing_decided_at timestamptz)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
    erased text[];
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(sought, 0))
    FROM (SELECT DISTINCT sought FROM unnest(pseudonyms) AS sought ORDER BY sought) AS ordered;
    erased := ARRAY(SELECT p.pseudonym FROM suppression p WHERE p.pseudonym = ANY (pseudonyms));
    RETURN QUERY
    SELECT asked.pseudonym = ANY (erased), s.subject_key,
           p.legal_basis, p.consent_valid_for, p.notice_version, n.hash, c.revision, c.hash, c.decided_at
    FROM unnest(ids, pseudonyms, purposes, notice_versions, languages) WITH ORDINALITY
        AS asked (subject_id, pseudonym, purpose_key, notice_version, language, ordinal)
    LEFT JOIN subject s ON s.subject_id = asked.subject_id
    LEFT JOIN purpose p ON p.purpose_key = asked.purpose_key
    LEFT JOIN notice n ON n.purpose_key = asked.purpose_key AND n.language = asked.language
        AND n.version = coalesce(asked.notice_version, p.notice_version)
    LEFT JOIN consent c ON c.subject_id = asked.subject_id AND c.purpose_key = asked.purpose_key
    ORDER BY asked.ordinal;
END
$$;
