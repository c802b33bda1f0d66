-- ! test.sql:4:32: MR2120: Cannot join every row with every row of lake.a.u (add a condition with ON; for a row for each pair set SKIP_VALIDATIONS = ('ALLOW_CARTESIAN_PRODUCT'))
CREATE TABLE lake.a.t; CREATE TABLE lake.a.u; CREATE TABLE lake.a.o;
CREATE JOB j ADD_MISSING_COLUMNS = TRUE AS INSERT INTO lake.a.o MAP_COLUMNS_BY_NAME
SELECT t.id FROM lake.a.t AS t JOIN lake.a.u AS u ON TRUE WHERE t.$commit_time BETWEEN run_start_time() AND run_end_time();
