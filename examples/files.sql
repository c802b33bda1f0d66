-- A directory that keeps receiving JSON files, as a table.
--
--   ./millrace run examples/files.sql --set ORDERS=examples/orders --until-caught-up
--   ./millrace run examples/files.sql --set ORDERS=/data/orders                       a directory of your own, until Ctrl-C
--
-- Files may be compressed with gzip or zstd, and hold one order a line or a list of orders.

CREATE FILES CONNECTION inbox
    PATH = '${ORDERS}';

CREATE TABLE lake.files.orders_raw ()
    PARTITIONED BY $event_date;

CREATE JOB load_order_files
    CONTENT_TYPE = JSON
    EVENT_TIME = orderdate::TIMESTAMPTZ
    COMMIT_INTERVAL = 1 SECOND
AS COPY FROM FILES inbox
    FILE_PATTERN = '*.json*'
INTO lake.files.orders_raw;

-- A row for each item of an order.
CREATE TABLE lake.files.items ();

CREATE JOB flatten_items
    RUN_INTERVAL = 1 SECOND
    ADD_MISSING_COLUMNS = TRUE
AS INSERT INTO lake.files.items MAP_COLUMNS_BY_NAME
UNNEST(
    SELECT
        orderid AS order_id,
        items[].name AS item,
        items[].quantity AS quantity,
        items[].quantity * items[].unitprice AS price
    FROM lake.files.orders_raw
    WHERE time_filter()
);
