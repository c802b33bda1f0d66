-- Changes of several tables, staged in one and merged into one table each.
CREATE S3 CONNECTION cdc_s3 ${S3};
CREATE TABLE lake.cdc.staged;
CREATE JOB cdc_load CONTENT_TYPE = JSON AS COPY FROM S3 cdc_s3 LOCATION = 's3://${BUCKET}/changes/' INTO lake.cdc.staged;
CREATE TABLE lake.cdc.orders (primary_key string) PRIMARY KEY primary_key;
CREATE JOB cdc_orders START_FROM = BEGINNING ADD_MISSING_COLUMNS = true RUN_INTERVAL = 1 MINUTE
AS MERGE INTO lake.cdc.orders AS target
   USING (
       SELECT id, total, primary_key AS primary_key, is_delete::boolean AS is_delete
       FROM lake.cdc.staged
       WHERE $commit_time BETWEEN run_start_time() AND run_end_time() AND tbl = 'public.orders') AS source
   ON (target.primary_key = source.primary_key)
   WHEN MATCHED AND source.is_delete THEN DELETE
   WHEN MATCHED THEN REPLACE
   WHEN NOT MATCHED THEN INSERT MAP_COLUMNS_BY_NAME EXCEPT source.is_delete;
SELECT * FROM lake.cdc.orders ORDER BY ALL;
