-- ! test.sql:4:29: MR1103: Cannot set option RUN_INTERVAL: 7 MINUTES (it must divide a day evenly, as 2 HOURS and 5 MINUTES do)
CREATE TABLE lake.a.orders (id BIGINT);
CREATE TABLE lake.a.clean (id BIGINT);
CREATE JOB j RUN_INTERVAL = 7 MINUTES
AS INSERT INTO lake.a.clean MAP_COLUMNS_BY_NAME
SELECT id FROM lake.a.orders WHERE time_filter();
