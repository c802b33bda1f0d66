CREATE JOB apply_changes RUN_INTERVAL = 5 MINUTES
AS MERGE INTO lake.demo.customers AS c USING (
    SELECT *, op = 'd' AS deleted FROM lake.demo.changes WHERE time_filter()) s
ON c.id = s.id and (s.region = c.region)
WHEN MATCHED AND CASE WHEN s.deleted THEN TRUE ELSE s.gone AND (s.x = 'THEN DELETE') END THEN DELETE
WHEN MATCHED THEN REPLACE
WHEN NOT MATCHED THEN INSERT MAP_COLUMNS_BY_NAME EXCEPT s.deleted, op;

create job keep as merge into customers using (unnest(select items[].id as id from t where time_filter()))
on customers.id = id when matched then replace when not matched then insert map_columns_by_name;

CREATE TABLE lake.demo.words (using STRING, when TIMESTAMP, matched BOOLEAN, delete BIGINT, replace BIGINT, then BIGINT, and BIGINT);

CREATE JOB forms AS MERGE INTO lake.demo.totals AS t USING (SELECT id AS customer, total, op FROM lake.demo.changes WHERE time_filter()) AS s
ON t.id = s.customer
WHEN MATCHED AND s.op = 'd' THEN DELETE
WHEN MATCHED AND s.total > t.total OR t.total IS NULL THEN REPLACE
WHEN NOT MATCHED AND s.op <> 'd' THEN INSERT (id, total) VALUES (s.customer, greatest(s.total, 0) + [1, 2][1]);

create job only_known as merge into t using (select a from u where time_filter()) s on t.a = s.a when matched then replace;
