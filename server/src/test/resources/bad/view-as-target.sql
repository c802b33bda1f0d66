-- ! test.sql:4:67: MR2106: Cannot insert into a materialized view as if it were a table: lake.a.v (its job alone fills it)
CREATE TABLE lake.a.t;
CREATE MATERIALIZED VIEW lake.a.v AS SELECT id, max(x) AS x FROM lake.a.t GROUP BY id;
CREATE JOB j ADD_MISSING_COLUMNS = TRUE            AS INSERT INTO lake.a.v MAP_COLUMNS_BY_NAME SELECT id FROM lake.a.t WHERE time_filter();
