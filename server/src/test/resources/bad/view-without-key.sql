-- ! test.sql:5:58: MR2120: Cannot join a materialized view by anything but its key: ON says nothing of id (write FROM stream AS s LEFT JOIN lake.a.v AS v ON v.id = s.id)
CREATE TABLE lake.a.t; CREATE TABLE lake.a.s; CREATE TABLE lake.a.o;
CREATE MATERIALIZED VIEW lake.a.v AS SELECT id, count(*) AS n FROM lake.a.t GROUP BY id;
CREATE JOB j ADD_MISSING_COLUMNS = TRUE AS INSERT INTO lake.a.o MAP_COLUMNS_BY_NAME
SELECT s.id, v.n FROM lake.a.s AS s                      LEFT JOIN lake.a.v AS v ON v.n = s.id WHERE time_filter();
