-- The five steps.
create kafka connection if not exists shop
    hosts = ('localhost:9092', 'other:9092')
    consumer_properties = 'security.protocol=SASL_SSL
sasl.mechanism=PLAIN' password = ENV('KAFKA_PASSWORD') SSL = true;

CREATE TABLE default_glue_catalog.demo.orders_raw() PARTITIONED BY $event_date;

CREATE SYNC JOB load_orders
    START_FROM = BEGINNING CONTENT_TYPE = JSON COMMIT_INTERVAL = 1 second
    EVENT_TIME = epoch_ms(created_at) -- the shop's clock
    EXCLUDE_COLUMNS = ('pii_*', 'customer.phone')
    COLUMN_TRANSFORMATIONS = (email = MD5(email), customer.name = upper(customer.name))
AS COPY FROM KAFKA shop TOPIC = 'orders'
INTO default_glue_catalog.demo.orders_raw;

CREATE TABLE default_glue_catalog.demo.orders (partition_date date, total decimal(18,2), tags string[],
    customer STRUCT(name varchar, address STRUCT(zip text, "no" int)), props MAP(string, LIST(double)))
    PARTITION BY partition_date, bucket(16, customer.name), truncate(4, "Zip Code"), hours(ts)
    PRIMARY KEY partition_date, "order"
    COMPRESSION = zstd COMMENT = 'orders, cleaned; it''s all';

CREATE SYNC JOB transform_orders
    START_FROM = TIMESTAMP '2026-01-31 00:00:00' RUN_INTERVAL = 1 MINUTE ADD_MISSING_COLUMNS = TRUE
AS INSERT INTO default_glue_catalog.demo.orders MAP_COLUMNS_BY_NAME EXCEPT tmp, x
    -- one row per order
    SELECT *, MD5(customer.email) AS customer_id, ';' AS semicolon, $event_time AS partition_date
    FROM default_glue_catalog.demo.orders_raw -- ; no end
    WHERE $commit_time BETWEEN run_start_time() AND run_end_time() /* ; */ ;

SELECT $$a;b$$, items[1].price FROM default_glue_catalog.demo.orders LIMIT 10
