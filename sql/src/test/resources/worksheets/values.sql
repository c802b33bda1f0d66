CREATE POSTGRES CONNECTION c
  TEXT = E'tab\tand ''quote'' \\ \'' DOLLARS = $q$it's $$ here$q$ LINES = 'a
b' TIMEOUT = INTERVAL '4' SECONDS LONG_TIMEOUT = INTERVAL 90 MINUTES MS = 200 ms BIG = 48 HOURS NONE = 0 DAYS
  WHEN1 = TIMESTAMP '2026-01-31' WHEN2 = TIMESTAMP '2026-01-31 12:30:00.25' WHEN3 = TIMESTAMP '2026-01-31T12:30:00+05:45' WHEN4 = timestamp '2026-01-31 00:00:00Z'
  NUM = 1_000.5 NEG = -3 EXP = 1e-3
  LISTS = (1, 'a', (b, c), 5 SECONDS, ENV('X'), f(x, y), "quoted word")
  NESTED = (type = csv, header = ('a') inner = (x = 1 y = 2))
  MIXED = a.b + c::INT [1, 2];
CREATE JOB j CONTENT_TYPE = (TYPE = 'csv' DELIMITER = ';') EVENT_TIME = (a = b) AS COPY FROM S3 c INTO t;
