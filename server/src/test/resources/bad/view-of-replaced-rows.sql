-- ! test.sql:3:66: MR2121: Cannot keep a view of a table with PRIMARY KEY, whose rows are replaced: lake.a.t (keep a view, with last(x) for what is replaced, of the table that its rows come from)
CREATE TABLE lake.a.t (id BIGINT, x BIGINT) PRIMARY KEY id;
CREATE MATERIALIZED VIEW lake.a.v AS SELECT id, max(x) AS x FROM lake.a.t GROUP BY id;
