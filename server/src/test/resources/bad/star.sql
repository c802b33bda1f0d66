-- ! test.sql:6:8: MR2102: Cannot insert * without ADD_MISSING_COLUMNS = TRUE (add ADD_MISSING_COLUMNS = TRUE and MAP_COLUMNS_BY_NAME, or name the columns)
CREATE TABLE lake.a.orders (id BIGINT);
CREATE TABLE lake.a.clean (id BIGINT);
CREATE JOB j
AS INSERT INTO lake.a.clean MAP_COLUMNS_BY_NAME
SELECT * FROM lake.a.orders WHERE time_filter();
