-- ! test.sql:3:49: MR2121: Cannot keep a column beside aggregates that is no key: price (put it into an aggregate, such as last(price); keys stand in front of it by their names)
CREATE TABLE lake.a.t;
CREATE MATERIALIZED VIEW lake.a.v AS SELECT id, price * count(*) AS n FROM lake.a.t GROUP BY id;
