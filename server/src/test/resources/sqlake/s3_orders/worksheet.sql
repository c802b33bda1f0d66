-- The canonical example: from files to a table that is partitioned by the day of its events.
CREATE S3 CONNECTION my_s3  ${S3}  READ_ONLY = TRUE;
CREATE TABLE default_glue_catalog.db.orders_raw() PARTITIONED BY $event_date;
CREATE JOB load_orders
    CONTENT_TYPE = JSON
    AS COPY FROM S3 my_s3  BUCKET = '${BUCKET}' PREFIX = 'orders/'
    INTO default_glue_catalog.db.orders_raw;
CREATE TABLE default_glue_catalog.db.orders_out(partition_date date) PARTITIONED BY partition_date;
CREATE SYNC JOB transform_orders
    START_FROM = BEGINNING  ADD_MISSING_COLUMNS = true  RUN_INTERVAL = 1 MINUTE
    AS INSERT INTO default_glue_catalog.db.orders_out MAP_COLUMNS_BY_NAME
    SELECT orderid AS order_id,
           MD5(customer.email) AS customer_id,     -- nested path, PII mask
           customer_name,                          -- defined by LET below
           nettotal AS total,
           $event_time AS partition_date           -- timestamp lands in a DATE partition column
    FROM default_glue_catalog.db.orders_raw
    LET customer_name = customer.firstname || ' ' || customer.lastname
    WHERE ordertype = 'SHIPPING'
      AND $event_time BETWEEN run_start_time() AND run_end_time();
SELECT order_id, customer_id, customer_name, total, partition_date IS NOT NULL AS dated
FROM default_glue_catalog.db.orders_out ORDER BY order_id LIMIT 10;
