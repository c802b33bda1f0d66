CREATE FILES CONNECTION items_files PATH = '${INPUT}';
CREATE TABLE lake.items.orders ();
CREATE JOB items_load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES items_files SETTLE_TIME = 0 SECONDS INTO lake.items.orders;
CREATE TABLE lake.items.lines (sku STRING);
CREATE JOB items_lines RUN_INTERVAL = 1 SECOND ADD_MISSING_COLUMNS = TRUE
AS INSERT INTO lake.items.lines MAP_COLUMNS_BY_NAME
SELECT id AS order_id, item.sku AS sku, item.qty * item.price AS total
FROM (SELECT id, UNNEST(items) AS item FROM lake.items.orders WHERE time_filter());
CREATE TABLE lake.items.sums (customer STRING, orders BIGINT, items BIGINT);
CREATE JOB items_sums RUN_INTERVAL = 1 SECOND
AS INSERT INTO lake.items.sums MAP_COLUMNS_BY_NAME
SELECT customer, count(*) AS orders, sum(len(items))::BIGINT AS items
FROM lake.items.orders
WHERE $commit_time BETWEEN run_start_time() AND run_end_time()
GROUP BY customer;
