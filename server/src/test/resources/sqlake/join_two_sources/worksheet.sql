-- Orders joined with what is known of their sales, a materialized view.
CREATE S3 CONNECTION join_s3 ${S3};
CREATE TABLE lake.join_two.orders_raw PARTITIONED BY $event_date;
CREATE TABLE lake.join_two.sales_raw PARTITIONED BY $event_date;
CREATE JOB join_load_sales CONTENT_TYPE = JSON
AS COPY FROM S3 join_s3 LOCATION = 's3://${BUCKET}/sales/' INTO lake.join_two.sales_raw;
CREATE JOB join_load_orders CONTENT_TYPE = JSON
AS COPY FROM S3 join_s3 LOCATION = 's3://${BUCKET}/orders/' INTO lake.join_two.orders_raw;
CREATE MATERIALIZED VIEW lake.join_two.store_orders AS
    SELECT orderid,
        LAST(saleinfo.source) AS source,
        LAST(saleinfo.store.location.country) AS country,
        LAST(saleinfo.store.servicedby.firstname || ' ' || saleinfo.store.servicedby.lastname) AS employee
    FROM lake.join_two.sales_raw
    GROUP BY orderid
    MAX_TIME_TRAVEL_DURATION = 30 DAYS
    COMPUTE_CLUSTER = "Default Compute";
ALTER MATERIALIZED VIEW lake.join_two.store_orders SET MAX_TIME_TRAVEL_DURATION = 1 DAYS;
CREATE TABLE lake.join_two.enriched (partition_date date) PARTITIONED BY partition_date;
CREATE JOB join_orders START_FROM = BEGINNING ADD_MISSING_COLUMNS = true RUN_INTERVAL = 1 MINUTE
AS INSERT INTO lake.join_two.enriched MAP_COLUMNS_BY_NAME
    SELECT s.orderid AS order_id, mv.employee AS employee, mv.country AS country, s.$event_date AS partition_date
    FROM lake.join_two.orders_raw AS s
    LEFT JOIN lake.join_two.store_orders AS mv ON mv.orderid = s.orderid
    WHERE mv.source = 'Store' AND s.$commit_time BETWEEN run_start_time() AND run_end_time();
SELECT count(*) <= 2 AS ok FROM lake.join_two.enriched;
DROP JOB join_orders;
DROP MATERIALIZED VIEW lake.join_two.store_orders;
