-- Who opens an account between the publication of a material version and the day it applies is told of it as well.
CREATE FUNCTION tell_of_what_is_to_come() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO policy_recipient (version, subject_id)
    SELECT p.version, NEW.subject_id FROM policy p
    WHERE p.status = 'published' AND p.material
      AND p.effective_on > (coalesce(NEW.account_changed_at, now()) AT TIME ZONE 'Europe/Tallinn')::date
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER subject_opened AFTER INSERT ON subject
    FOR EACH ROW WHEN (NEW.account_state = 'open') EXECUTE FUNCTION tell_of_what_is_to_come();
CREATE TRIGGER subject_reopened AFTER UPDATE OF account_state ON subject
    FOR EACH ROW WHEN (NEW.account_state = 'open' AND OLD.account_state IS DISTINCT FROM 'open')
    EXECUTE FUNCTION tell_of_what_is_to_come();
INSERT INTO policy_recipient (version, subject_id)
SELECT p.version, s.subject_id FROM policy p JOIN subject s ON s.account_state = 'open'
    AND p.effective_on > (s.account_changed_at AT TIME ZONE 'Europe/Tallinn')::date
WHERE p.status = 'published' AND p.material
ON CONFLICT DO NOTHING;
