--set X=1; DROP TABLE t
SELECT ${X}
