-- Five steps: connect, stage, copy, transform, query.
create kinesis connection upsolver_kinesis_samples
    ENDPOINT = '${KINESIS}'
    AWS_ACCESS_KEY_ID = 'test' AWS_SECRET_ACCESS_KEY = 'test'
    REGION = 'us-east-1'
    READ_ONLY = TRUE;
CREATE TABLE lake.five.staged_orders()
    PARTITIONED BY $event_date;
CREATE JOB load_kinesis_orders
    START_FROM = BEGINNING
    CONTENT_TYPE = JSON
    COMPRESSION = NONE
    READER_SHARDS = 1
    STORE_RAW_DATA = FALSE
AS COPY FROM KINESIS upsolver_kinesis_samples
    STREAM = 'sqlake_orders'
INTO lake.five.staged_orders;
CREATE TABLE lake.five.orders_by_customer (
    customer_email string,
    partition_date date)
PARTITIONED BY partition_date;
CREATE JOB group_orders
    START_FROM = BEGINNING
    ADD_MISSING_COLUMNS = TRUE
    RUN_INTERVAL = 1 MINUTE
AS INSERT INTO lake.five.orders_by_customer MAP_COLUMNS_BY_NAME
SELECT customer.email AS customer_email, $event_date AS partition_date, COUNT(*) AS orders, SUM(nettotal) AS total
FROM lake.five.staged_orders
WHERE $commit_time BETWEEN run_start_time() AND run_end_time()
GROUP BY customer.email, $event_date;
SELECT orderid, customer.address.state FROM lake.five.staged_orders ORDER BY orderid LIMIT 10;
SELECT customer_email, sum(orders) AS orders, sum(total) AS total FROM lake.five.orders_by_customer GROUP BY 1 ORDER BY 1;
