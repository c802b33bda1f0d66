SELECT o.id, o.changes IS NOT DISTINCT FROM s.changes AND o.total IS NOT DISTINCT FROM s.total AS as_of_its_commit
FROM lake.views.orders AS o
LEFT JOIN LATERAL (
  SELECT count(*) AS changes, sum(r.amount) AS total FROM lake.views.sales_raw AS r
  WHERE r.orderid = o.id AND r.amount > 0 AND r.$commit_time <= o.seen AND o.id < 4 HAVING count(*) > 0) AS s ON TRUE
