-- Kafka with all options that there are for it.
CREATE KAFKA CONNECTION my_kafka
    HOST = '${KAFKA}'
    CONSUMER_PROPERTIES = '
        max.poll.records = 100
        fetch.max.wait.ms = 50'
    VERSION = CURRENT
    REQUIRE_STATIC_IP = FALSE
    SSL = FALSE
    COMMENT = 'the shop';
ALTER KAFKA CONNECTION my_kafka SET COMMENT = 'orders' SET SSL = FALSE;
CREATE TABLE lake.kafka_options.orders PARTITION BY $event_date COMPUTE_CLUSTER = "Default Compute" COMMENT = 'raw';
CREATE JOB load_kafka_orders
    CONSUMER_PROPERTIES = 'max.poll.records = 50'
    READER_SHARDS = 2
    STORE_RAW_DATA = FALSE
    START_FROM = BEGINNING
    END_AT = NOW
    COMPUTE_CLUSTER = 'Default Compute'
    RUN_PARALLELISM = 2
    CONTENT_TYPE = AUTO
    COMPRESSION = AUTO
    COLUMN_TRANSFORMATIONS = (customer.email = MD5(customer.email), nettotal_with_tax = nettotal * (1 + taxrate))
    EXCLUDE_COLUMNS = ('customer.address', 'item*')
    DEDUPLICATE_WITH = (COLUMN = orderid, WINDOW = 4 HOURS)
    COMMIT_INTERVAL = 1 SECOND
    SKIP_VALIDATIONS = ('MISSING_TOPIC')
    COMMENT = 'Load orders from Kafka'
AS COPY FROM KAFKA my_kafka TOPIC = 'sqlake_kafka_orders'
INTO lake.kafka_options.orders
WITH EXPECTATION exp_type EXPECT ordertype IN ('SHIPPING', 'PICKUP') ON VIOLATION WARN
WITH EXPECTATION exp_total EXPECT nettotal > 0 ON VIOLATION DROP;
SELECT orderid, customer.email, nettotal_with_tax FROM lake.kafka_options.orders ORDER BY orderid;
SELECT * FROM lake.kafka_options.orders ORDER BY orderid LIMIT 1;
SELECT job_name, expectation_name, triggered_today, total FROM system.monitoring.expectations WHERE job_name = 'load_kafka_orders' ORDER BY 2;
ALTER JOB load_kafka_orders ADD EXPECTATION exp_date EXPECT orderdate IS NOT NULL ON VIOLATION WARN;
ALTER JOB load_kafka_orders DROP EXPECTATION exp_type;
ALTER JOB load_kafka_orders SET COMMENT = 'later' SET READER_SHARDS = 1;
DROP JOB load_kafka_orders;
DROP TABLE lake.kafka_options.orders DELETE_DATA = true COMPUTE_CLUSTER = "Default Compute";
DROP KAFKA CONNECTION my_kafka;
