-- Rows that replace each other: by INSERT, and by MERGE with a condition to delete.
CREATE S3 CONNECTION upserts_s3 ${S3};
CREATE TABLE lake.upserts.raw() PARTITIONED BY $event_date;
CREATE JOB upserts_load CONTENT_TYPE = JSON AS COPY FROM S3 upserts_s3 LOCATION = 's3://${BUCKET}/orders/' INTO lake.upserts.raw;
CREATE TABLE lake.upserts.by_insert (partition_date date, order_id string)
    PARTITIONED BY partition_date
    PRIMARY KEY order_id
    GLOBALLY_UNIQUE_KEYS = TRUE;
CREATE JOB insert_orders_upsert
    START_FROM = BEGINNING RUN_INTERVAL = 1 MINUTE ADD_MISSING_COLUMNS = true
AS INSERT INTO lake.upserts.by_insert MAP_COLUMNS_BY_NAME
    SELECT orderid AS order_id, nettotal AS total, $event_date AS partition_date
    FROM lake.upserts.raw
    WHERE $commit_time BETWEEN run_start_time() AND run_end_time();
CREATE TABLE lake.upserts.by_merge (partition_date date, order_id string, total bigint, status string)
    PARTITIONED BY partition_date
    PRIMARY KEY order_id;
CREATE JOB merge_orders_upsert
    START_FROM = BEGINNING RUN_INTERVAL = 1 MINUTE RUN_PARALLELISM = 1
AS MERGE INTO lake.upserts.by_merge AS target
   USING (
       SELECT orderid AS order_id, nettotal AS total, ordertype AS status, $event_date AS partition_date
       FROM lake.upserts.raw
       WHERE $commit_time BETWEEN run_start_time() AND run_end_time()) source
   ON (target.order_id = source.order_id)
   WHEN MATCHED AND status = 'CANCELLED' THEN DELETE
   WHEN MATCHED THEN REPLACE
   WHEN NOT MATCHED THEN INSERT MAP_COLUMNS_BY_NAME;
CREATE TABLE lake.upserts.by_values (order_id string, total bigint, doubled bigint) PRIMARY KEY order_id;
CREATE JOB merge_orders_values START_FROM = BEGINNING
AS MERGE INTO lake.upserts.by_values a
   USING (SELECT orderid, nettotal, $event_time FROM lake.upserts.raw WHERE time_filter()) b
   ON a.order_id = b.orderid
   WHEN MATCHED THEN REPLACE
   WHEN NOT MATCHED THEN INSERT (order_id, total, doubled) VALUES (b.orderid, b.nettotal, 2 * nettotal);
SELECT order_id, total FROM lake.upserts.by_insert ORDER BY 1;
SELECT order_id, total, status FROM lake.upserts.by_merge ORDER BY 1;
SELECT * FROM lake.upserts.by_values ORDER BY 1;
