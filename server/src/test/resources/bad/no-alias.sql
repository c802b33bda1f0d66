-- ! test.sql:6:8: MR2104: Cannot map an expression without a name: id + 1 (write id + 1 AS column_name)
CREATE TABLE lake.a.orders (id BIGINT);
CREATE TABLE lake.a.clean (id BIGINT);
CREATE JOB j
AS INSERT INTO lake.a.clean MAP_COLUMNS_BY_NAME
SELECT id + 1 FROM lake.a.orders WHERE time_filter();
