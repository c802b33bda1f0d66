--set X=-1
SELECT -${X}
