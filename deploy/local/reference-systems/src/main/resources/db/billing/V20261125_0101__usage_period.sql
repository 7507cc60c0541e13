-- The closed usage period an invoice is for: after an erasure, nothing but the retained invoice leads to it.
ALTER TABLE billing_record ADD COLUMN usage_period_id uuid;
ALTER TABLE billing_record
    ADD CONSTRAINT billing_record_usage_period_id_ck CHECK (usage_period_id IS NULL OR kind = 'invoice');
