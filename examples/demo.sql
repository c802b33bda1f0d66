-- From a Kafka topic to a clean table, continuously, in five steps.
--
--   ./millrace demo                                          starts a broker and a stream of orders for it
--   ./millrace run examples/demo.sql --set KAFKA=host:9092   with a broker and a topic 'orders' of your own

-- 1. Connect to the stream.
CREATE KAFKA CONNECTION shop
    HOSTS = ('${KAFKA}');

-- 2. A table for the raw orders. No columns: they are discovered, with their types, as the orders come in.
CREATE TABLE lake.demo.orders_raw ()
    PARTITIONED BY $event_date;

-- 3. Load the orders. New fields become columns, a value that does not fit its column gets one beside it
--    (nettotal_string), and what is no JSON is kept in lake.demo.orders_raw__rejects.
CREATE JOB load_orders
    CONTENT_TYPE = JSON
    COMMIT_INTERVAL = 1 SECOND
AS COPY FROM KAFKA shop
    TOPIC = 'orders'
INTO lake.demo.orders_raw;

-- 4. A table for the orders as analysts want them.
CREATE TABLE lake.demo.orders (partition_date DATE)
    PARTITIONED BY partition_date;

-- 5. Clean each order as it arrives: one spelling of its type, no e-mail address, no empty orders, totals computed.
CREATE JOB transform_orders
    RUN_INTERVAL = 1 SECOND
    ADD_MISSING_COLUMNS = TRUE
AS INSERT INTO lake.demo.orders MAP_COLUMNS_BY_NAME
SELECT
    orderid AS order_id,
    upper(ordertype) AS order_type,
    MD5(customer.email) AS customer_key,
    customer.address.state AS state,
    len(items) AS item_count,
    nettotal AS net_total,
    round(nettotal * (1 + taxrate), 2) AS total,
    orderdate::TIMESTAMPTZ AS ordered_at,
    $event_time::DATE AS partition_date
FROM lake.demo.orders_raw
WHERE nettotal > 0
    AND upper(ordertype) IN ('SHIPPED', 'DELIVERED')
    AND $commit_time BETWEEN run_start_time() AND run_end_time();
