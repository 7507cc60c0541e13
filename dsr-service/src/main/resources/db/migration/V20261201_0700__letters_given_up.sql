-- A letter that cannot be delivered stays, sealed, until an officer has it tried again or the case goes.
ALTER TABLE mail ADD COLUMN given_up_at timestamptz;
DROP INDEX mail_next_try_at_ix;
CREATE INDEX mail_next_try_at_ix ON mail (next_try_at) WHERE given_up_at IS NULL;
