-- Rows replace each other by their key and move between partitions; deleted ones go; totals are computed from what is left.
CREATE FILES CONNECTION upsert_files PATH = '${INPUT}';
CREATE TABLE lake.upsert.changes ();
CREATE JOB upsert_load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS EVENT_TIME = epoch_ms(1767225600000 + CAST(seq AS BIGINT))
AS COPY FROM FILES upsert_files SETTLE_TIME = 0 SECONDS INTO lake.upsert.changes;
CREATE TABLE lake.upsert.orders (id BIGINT, status STRING, total DECIMAL(10, 2)) PARTITIONED BY status
PRIMARY KEY id GLOBALLY_UNIQUE_KEYS = TRUE;
CREATE JOB upsert_orders RUN_INTERVAL = 1 SECOND
AS MERGE INTO lake.upsert.orders o USING (
    SELECT id, status, CAST(total AS DECIMAL(10, 2)) AS total, op = 'd' AS gone FROM lake.upsert.changes WHERE time_filter()) c
ON o.id = c.id
WHEN MATCHED AND c.gone THEN DELETE
WHEN MATCHED THEN REPLACE
WHEN NOT MATCHED THEN INSERT MAP_COLUMNS_BY_NAME EXCEPT gone;
CREATE TABLE lake.upsert.latest (id BIGINT, status STRING) PRIMARY KEY id, status;
CREATE JOB upsert_latest RUN_INTERVAL = 1 SECOND
AS INSERT INTO lake.upsert.latest MAP_COLUMNS_BY_NAME
SELECT id, status FROM lake.upsert.orders WHERE time_filter();
