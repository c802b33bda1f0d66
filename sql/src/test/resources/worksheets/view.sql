create materialized view lake.shop.sales as
  select order_id, last(info.source) as source, count(*) as n, sum(price = 3) as three
  from lake.shop.sales_raw where status = 'a' and kind = (1 = 1) group by order_id
  RUN_INTERVAL = 5 seconds MAX_TIME_TRAVEL_DURATION = 30 days comment = 'who sold what';
CREATE SYNC MATERIALIZED VIEW IF NOT EXISTS v RUN_INTERVAL = 1 MINUTE AS SELECT a, MAX(b) FROM t GROUP BY ALL;
CREATE MATERIALIZED VIEW w AS SELECT a, MAX(b) FROM t GROUP BY ALL RUN_INTERVAL = 1 HOUR;
ALTER MATERIALIZED VIEW lake.shop.sales SET MAX_TIME_TRAVEL_DURATION = 7 DAYS;
PAUSE MATERIALIZED VIEW v; RESUME MATERIALIZED VIEW v;
DROP MATERIALIZED VIEW IF EXISTS v;
SHOW MATERIALIZED VIEWS; SHOW CREATE MATERIALIZED VIEW v; DESCRIBE MATERIALIZED VIEW v;
