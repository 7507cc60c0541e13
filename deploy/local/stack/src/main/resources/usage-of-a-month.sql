-- What a month of one VPS comes to, in plain SQL over the raw samples, under the names of a statement's line. It is right
-- where no sample is of more than five minutes.
--   psql -v vps=018f0000-0000-7000-8000-000000000001 -v month=2026-10-01 -f usage-of-a-month.sql metrics
WITH month AS (
    SELECT date :'month'::timestamp AT TIME ZONE 'Europe/Tallinn' AS start,
           (date :'month' + interval '1 month') AT TIME ZONE 'Europe/Tallinn' AS finish),
sample AS (
    SELECT s.* FROM usage_sample s JOIN vps USING (vps_no), month
    WHERE vps_id = :'vps' AND sampled_at >= start AND sampled_at < finish),
used AS (
    SELECT date_bin('5 minutes', sampled_at, start) AS begins, sum(received_bytes) AS received,
           sum(transmitted_bytes) AS transmitted
    FROM sample, month GROUP BY 1),
slot AS (
    SELECT begins, coalesce(received, 0) AS received, coalesce(transmitted, 0) AS transmitted
    FROM month, generate_series(start, finish - interval '5 minutes', interval '5 minutes') AS begins
    LEFT JOIN used USING (begins))
SELECT (SELECT count(*) FROM slot) AS "expectedSlots",
    count(*) AS samples,
    coalesce(sum(interval_seconds), 0) AS "coveredSeconds",
    coalesce(sum(cpu_microseconds), 0) AS "cpuMicroseconds",
    coalesce(sum(memory_used_bytes), 0) AS "memoryByteSamples",
    coalesce(sum(disk_read_bytes), 0) AS "diskReadBytes",
    coalesce(sum(disk_written_bytes), 0) AS "diskWrittenBytes",
    coalesce(sum(disk_read_operations), 0) AS "diskReadOperations",
    coalesce(sum(disk_write_operations), 0) AS "diskWriteOperations",
    coalesce(sum(received_bytes), 0) AS "receivedBytes",
    coalesce(sum(transmitted_bytes), 0) AS "transmittedBytes",
    (SELECT percentile_disc(0.95) WITHIN GROUP (ORDER BY received) FROM slot) AS "receivedSlotBytes",
    (SELECT percentile_disc(0.95) WITHIN GROUP (ORDER BY transmitted) FROM slot) AS "transmittedSlotBytes"
FROM sample;
