-- Counts per minute of event time, behind a job that shapes: each minute is one run, however the rows came.
CREATE FILES CONNECTION sync_files PATH = '${INPUT}';
CREATE TABLE lake.sync.landed ();
CREATE SYNC JOB sync_load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
  EVENT_TIME = to_timestamp(1767225600 + s)
AS COPY FROM FILES sync_files LOCATION = '' SETTLE_TIME = 0 SECONDS INTO lake.sync.landed;
CREATE TABLE lake.sync.shaped ();
CREATE JOB sync_shape RUN_INTERVAL = 1 SECOND ADD_MISSING_COLUMNS = TRUE
AS INSERT INTO lake.sync.shaped MAP_COLUMNS_BY_NAME
SELECT upper(k) AS kind, v, $event_time FROM lake.sync.landed WHERE time_filter();
CREATE TABLE lake.sync.minutes (minute BIGINT, kind STRING, n BIGINT, total BIGINT);
CREATE SYNC JOB sync_minutes
AS INSERT INTO lake.sync.minutes MAP_COLUMNS_BY_NAME
SELECT (epoch(run_start_time())::BIGINT - 1767225600) // 60 AS minute, kind, count(*) AS n, sum(v)::BIGINT AS total
FROM lake.sync.shaped WHERE $event_time BETWEEN run_start_time() AND run_end_time() GROUP BY kind;
