-- ! test.sql:3:66: MR2001: Cannot find table: lake.a.u (did you mean lake.a.t)
CREATE TABLE lake.a.t;
CREATE MATERIALIZED VIEW lake.a.v AS SELECT id, max(x) AS x FROM lake.a.u GROUP BY id;
