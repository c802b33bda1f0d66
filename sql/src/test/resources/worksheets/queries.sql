WITH a AS (SELECT 1) SELECT * FROM a; FROM t; VALUES (1), (2); (SELECT 1) UNION ALL (SELECT 2); SUMMARIZE t;
PIVOT t ON x USING sum(y); SELECT {'a': [1, 2]}, list_transform(l, x -> x::INT), E'it\'s;', $tag$;$tag$ FROM t AT (TIMESTAMP => TIMESTAMP '2026-01-01 00:00:00')
