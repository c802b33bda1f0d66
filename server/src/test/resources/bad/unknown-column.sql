-- ! test.sql:7:3: MR2010: Cannot find column: custmer (did you mean customer)
CREATE TABLE lake.a.orders (id BIGINT, customer STRING);
CREATE TABLE lake.a.clean (id BIGINT, customer STRING);
CREATE JOB j
AS INSERT INTO lake.a.clean MAP_COLUMNS_BY_NAME
SELECT id,
  custmer AS customer
FROM lake.a.orders
WHERE time_filter();
