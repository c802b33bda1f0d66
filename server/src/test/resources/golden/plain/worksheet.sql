CREATE FILES CONNECTION plain_files PATH = '${INPUT}';
CREATE TABLE lake.plain.events ();
CREATE JOB plain_load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES plain_files SETTLE_TIME = 0 SECONDS INTO lake.plain.events;
CREATE TABLE lake.plain.large (id BIGINT, name STRING, doubled BIGINT);
CREATE JOB plain_large RUN_INTERVAL = 1 SECOND
AS INSERT INTO lake.plain.large MAP_COLUMNS_BY_NAME
SELECT id, upper(name) AS name, amount * 2 AS doubled
FROM lake.plain.events
WHERE amount >= 100 AND time_filter();
