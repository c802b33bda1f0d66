-- ! test.sql:6:12: MR2010: Cannot find column of lake.a.clean: custmer (set ADD_MISSING_COLUMNS = TRUE, or did you mean customer)
CREATE TABLE lake.a.orders (id BIGINT, customer STRING);
CREATE TABLE lake.a.clean (id BIGINT, customer STRING);
CREATE JOB j
AS INSERT INTO lake.a.clean MAP_COLUMNS_BY_NAME
SELECT id, upper(customer) AS custmer FROM lake.a.orders WHERE time_filter();
