-- The forms of SELECT in jobs.
CREATE S3 CONNECTION selects_s3 ${S3};
CREATE TABLE lake.selects.orders PARTITIONED BY $event_date;
CREATE JOB selects_load CONTENT_TYPE = JSON AS COPY FROM S3 selects_s3 LOCATION = 's3://${BUCKET}/orders/' INTO lake.selects.orders;
CREATE TABLE lake.selects.grouped (state string, kind string, orders bigint);
CREATE JOB selects_grouped START_FROM = BEGINNING RUN_INTERVAL = 1 MINUTE ADD_MISSING_COLUMNS = TRUE AGGREGATION_PARALLELISM = 1 RUN_PARALLELISM = 1 COMMENT = 'totals'
AS INSERT INTO lake.selects.grouped MAP_COLUMNS_BY_NAME
    SELECT customer.address.state state::string, UPPER(ordertype) AS kind, COUNT(*) AS orders,
           COUNT(DISTINCT customer.email) AS customers, SUM(nettotal) AS total, MIN(orderdate) AS first_order,
           CAST(MAX(taxrate) AS double) AS rate
    FROM lake.selects.orders
    WHERE time_filter(timeColumn = $commit_time, windowSize = 1 HOUR)
    GROUP BY 1, 2
    HAVING COUNT(*) > 0;
CREATE TABLE lake.selects.by_position (order_id string, total double);
CREATE JOB selects_by_position
AS INSERT INTO lake.selects.by_position (order_id, total)
    SELECT orderid, nettotal FROM default_glue_catalog.selects.orders AS o
    WHERE o.$commit_time >= run_start_time() AND o.$commit_time < run_end_time() AND REGEXP_LIKE(ordertype, '^S');
CREATE TABLE lake.selects.everything ();
CREATE JOB selects_star ADD_MISSING_COLUMNS = TRUE
AS INSERT INTO lake.selects.everything MAP_COLUMNS_BY_NAME EXCEPT items, customer
    SELECT * FROM lake.selects.orders WHERE time_filter();
CREATE TABLE lake.selects.aggregated (state string);
CREATE JOB selects_let_behind_group ADD_MISSING_COLUMNS = TRUE
AS INSERT INTO lake.selects.aggregated MAP_COLUMNS_BY_NAME
    SELECT customer.address.state AS state, SUM(gross) AS gross, average
    FROM lake.selects.orders
    LET gross = nettotal * (1 + taxrate)
    WHERE time_filter()
    GROUP BY customer.address.state
    LET average = SUM(gross) / COUNT(*)
    HAVING SUM(gross) > 1;
SELECT * FROM lake.selects.grouped ORDER BY 1, 2;
SELECT * FROM lake.selects.by_position ORDER BY 1;
SELECT * FROM lake.selects.everything ORDER BY orderid;
SELECT * FROM lake.selects.aggregated ORDER BY 1;
SELECT catalog, schema, name, created_by, comment FROM system.information_schema.tables WHERE schema = 'selects' ORDER BY name;
SELECT catalog, schema, "table", name, data_type FROM system.information_schema.columns WHERE schema = 'selects' AND "table" = 'by_position' ORDER BY name;
SELECT table_schema, table_name FROM lake.information_schema.tables WHERE table_schema = 'selects' ORDER BY 2;
SELECT name FROM system.information_schema.jobs WHERE name LIKE 'selects%' ORDER BY 1;
SELECT name FROM system.information_schema.connections WHERE name LIKE 'selects%';
SELECT count(DISTINCT "$event_date") AS days FROM lake.selects.orders;
