-- ! test.sql:5:19: MR2121: Cannot read a materialized view on its own in a job: lake.a.v (write FROM stream AS s LEFT JOIN lake.a.v AS v ON v.id = s.id)
CREATE TABLE lake.a.t; CREATE TABLE lake.a.s; CREATE TABLE lake.a.o;
CREATE MATERIALIZED VIEW lake.a.v AS SELECT id, count(*) AS n FROM lake.a.t GROUP BY id;
CREATE JOB j ADD_MISSING_COLUMNS = TRUE AS INSERT INTO lake.a.o MAP_COLUMNS_BY_NAME
SELECT id, n FROM lake.a.v;
