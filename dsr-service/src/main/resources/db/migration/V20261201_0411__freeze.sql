-- A plan runs only once retention-service has frozen it.
ALTER TABLE plan ADD COLUMN freezing_since timestamptz;
ALTER TABLE plan ADD COLUMN frozen_at timestamptz;
