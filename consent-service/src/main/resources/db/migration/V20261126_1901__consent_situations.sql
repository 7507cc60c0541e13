-- What a group of decisions must know, in one call and each row touched once: holds off erasures (see Suppression), makes
-- subjects known and locks them, so that each one's changes follow each other, and says in the order of the decisions where
-- each stands. A function, because each statement must see what those who held the locks before have committed, and the
-- whole must cost one round trip. It takes the place of lock_subjects, which replicas of the version before still call.
CREATE FUNCTION consent_situations(
    ids uuid[], pseudonyms text[], purposes text[], notice_versions integer[], languages text[])
RETURNS TABLE (
    suppressed boolean, subject_key uuid, legal_basis text, consent_valid_for text, notice_version integer,
    notice_hash text, standing_revision bigint, standing_hash text, standing_decided_at timestamptz)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
    locked_ids uuid[];
    locked_keys uuid[];
    erased text[];
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended(sought, 0))
    FROM (SELECT DISTINCT sought FROM unnest(pseudonyms) AS sought ORDER BY sought) AS ordered;
    SELECT array_agg(p.pseudonym) INTO erased FROM suppression p WHERE p.pseudonym = ANY (pseudonyms);
    SELECT array_agg(locked.subject_id), array_agg(locked.subject_key) INTO locked_ids, locked_keys
    FROM (SELECT s.subject_id, s.subject_key FROM subject s WHERE s.subject_id = ANY (ids)
          ORDER BY s.subject_id FOR NO KEY UPDATE) AS locked;
    -- Few are new, and to look for none of them each time cost as much as to lock all. Only three writers about the same
    -- new subject can wait for each other in a circle; then one of their groups is done again.
    IF coalesce(cardinality(locked_ids), 0) < cardinality(ids)
        AND coalesce(cardinality(locked_ids), 0) < (SELECT count(DISTINCT id) FROM unnest(ids) AS id) THEN
        INSERT INTO subject (subject_id)
        SELECT DISTINCT asked.id
        FROM unnest(ids, pseudonyms) AS asked (id, pseudonym)
        WHERE coalesce(asked.id <> ALL (locked_ids), true) AND coalesce(asked.pseudonym <> ALL (erased), true)
        ORDER BY asked.id
        ON CONFLICT DO NOTHING;
        SELECT array_agg(locked.subject_id), array_agg(locked.subject_key) INTO locked_ids, locked_keys
        FROM (SELECT s.subject_id, s.subject_key FROM subject s WHERE s.subject_id = ANY (ids)
              ORDER BY s.subject_id FOR NO KEY UPDATE) AS locked;
    END IF;
    RETURN QUERY
    SELECT coalesce(asked.pseudonym = ANY (erased), false), s.subject_key,
           p.legal_basis, p.consent_valid_for, p.notice_version, n.hash, c.revision, c.hash, c.decided_at
    FROM unnest(ids, pseudonyms, purposes, notice_versions, languages) WITH ORDINALITY
        AS asked (subject_id, pseudonym, purpose_key, notice_version, language, ordinal)
    LEFT JOIN unnest(locked_ids, locked_keys) AS s (subject_id, subject_key) ON s.subject_id = asked.subject_id
    LEFT JOIN purpose p ON p.purpose_key = asked.purpose_key
    LEFT JOIN notice n ON n.purpose_key = asked.purpose_key AND n.language = asked.language
        AND n.version = coalesce(asked.notice_version, p.notice_version)
    LEFT JOIN consent c ON c.subject_id = asked.subject_id AND c.purpose_key = asked.purpose_key
    ORDER BY asked.ordinal;
END
$$;
