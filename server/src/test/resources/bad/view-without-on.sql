-- ! test.sql:5:37: MR2120: Cannot join without a condition: ON is missing (write JOIN table AS t ON t.key = s.key)
CREATE TABLE lake.a.t; CREATE TABLE lake.a.s; CREATE TABLE lake.a.o;
CREATE MATERIALIZED VIEW lake.a.v AS SELECT id, count(*) AS n FROM lake.a.t GROUP BY id;
CREATE JOB j ADD_MISSING_COLUMNS = TRUE AS INSERT INTO lake.a.o MAP_COLUMNS_BY_NAME
SELECT s.id, v.n FROM lake.a.s LEFT JOIN lake.a.v WHERE time_filter();
