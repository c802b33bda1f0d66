--set SCHEMA=a_much_longer_value
SELECT '${SCHEMA}', ${SCHEM}
