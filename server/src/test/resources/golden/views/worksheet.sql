-- A view by key over rows of several files and kinds, and a job that is joined with it.
CREATE FILES CONNECTION views_files PATH = '${INPUT}';
CREATE TABLE lake.views.sales_raw ();
CREATE JOB views_load_sales CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
  EVENT_TIME = to_timestamp(1767225600 + event)
AS COPY FROM FILES views_files LOCATION = 'sales' SETTLE_TIME = 0 SECONDS INTO lake.views.sales_raw;
CREATE TABLE lake.views.orders_raw ();
CREATE JOB views_load_orders CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES views_files LOCATION = 'orders' SETTLE_TIME = 0 SECONDS INTO lake.views.orders_raw;
CREATE MATERIALIZED VIEW lake.views.sales AS
SELECT orderid, last(info.source) AS source, first(info.source) AS began, count(*) AS changes, sum(amount) AS total,
  collect_set(info.source) AS sources, last_k(amount, 2) AS recent, max(items[].price) AS dearest
FROM lake.views.sales_raw LET shipped = amount > 0 WHERE shipped GROUP BY orderid
  RUN_INTERVAL = 1 SECOND COMMENT = 'what became of orders';
CREATE TABLE lake.views.orders (id BIGINT, seen TIMESTAMP, changes BIGINT, total DECIMAL(38, 0));
CREATE JOB views_enrich RUN_INTERVAL = 1 SECOND
AS INSERT INTO lake.views.orders MAP_COLUMNS_BY_NAME
SELECT o.id, o.$commit_time AS seen, v.changes, v.total
FROM lake.views.orders_raw AS o LEFT JOIN lake.views.sales AS v ON v.orderid = o.id AND o.id < 4
WHERE $commit_time BETWEEN run_start_time() AND run_end_time();
