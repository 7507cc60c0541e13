-- How the identity behind a request was proved, at the request itself: whoever decides on it sees it.
ALTER TABLE request ADD COLUMN identity_method text;
ALTER TABLE request ADD COLUMN identity_proved_at timestamptz;
ALTER TABLE request ADD COLUMN identity_actor text;
UPDATE request r SET identity_method = c.method, identity_proved_at = c.verified_at
FROM identity_check c WHERE c.request_id = r.request_id AND c.verified_at IS NOT NULL;
