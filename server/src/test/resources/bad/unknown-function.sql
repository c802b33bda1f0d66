-- ! test.sql:6:8: MR2012: Cannot find function: absolute (SHOW FUNCTIONS lists them all)
CREATE TABLE lake.a.orders (id BIGINT);
CREATE TABLE lake.a.clean (id BIGINT);
CREATE JOB j
AS INSERT INTO lake.a.clean MAP_COLUMNS_BY_NAME
SELECT absolute(id) AS id FROM lake.a.orders WHERE time_filter();
