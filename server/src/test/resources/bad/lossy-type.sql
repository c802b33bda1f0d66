-- ! test.sql:6:8: MR2101: Cannot write VARCHAR into column id BIGINT: id (write CAST(id AS BIGINT), or TRY_CAST for NULL where a value does not fit)
CREATE TABLE lake.a.orders (id STRING);
CREATE TABLE lake.a.clean (id BIGINT);
CREATE JOB j
AS INSERT INTO lake.a.clean MAP_COLUMNS_BY_NAME
SELECT id FROM lake.a.orders WHERE time_filter();
