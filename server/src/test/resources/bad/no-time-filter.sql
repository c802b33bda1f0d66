-- ! test.sql:6:16: MR2103: Cannot find a time filter on: lake.a.orders (add WHERE $commit_time BETWEEN run_start_time() AND run_end_time(), or time_filter())
CREATE TABLE lake.a.orders (id BIGINT);
CREATE TABLE lake.a.clean (id BIGINT);
CREATE JOB j
AS INSERT INTO lake.a.clean MAP_COLUMNS_BY_NAME
SELECT id FROM lake.a.orders;
