-- An id that was used for one assignment cannot be used for another.
ALTER TABLE assignment_conflict DROP CONSTRAINT assignment_conflict_kind_ck;
ALTER TABLE assignment_conflict ADD CONSTRAINT assignment_conflict_kind_ck
    CHECK (kind IN ('ADDRESS_HELD', 'VPS_OF_ANOTHER', 'ID_REUSED'));

-- Expiry looks for assignments that ended long ago.
CREATE INDEX ip_assignment_released_at_ix ON ip_assignment (released_at);
