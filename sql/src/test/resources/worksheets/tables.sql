create table t;
create table if not exists a.b.c (id bigint, d timestamp with time zone, e timestamptz, f timestamp_ntz, g blob, h real, i decimal(10),
 j ARRAY(STRUCT(k uuid, l time, m boolean, n int))[]) PRIMARY KEY (id, d);
alter table t set comment = 'x' compression = GZIP;
ALTER TABLE t ADD COLUMN items[].discount DOUBLE;
ALTER TABLE t RENAME COLUMN customer."e-mail" TO email;
ALTER TABLE t DROP COLUMN "$x";
DROP TABLE IF EXISTS t DELETE_DATA = true;
SHOW TABLES; SHOW connections; SHOW JOBS; SHOW FUNCTIONS;
SHOW CREATE TABLE a.b; show create job j; SHOW CREATE CONNECTION c;
DESCRIBE t; DESCRIBE JOB j; DESCRIBE CONNECTION c; DESCRIBE TABLE a.b.c;
ALTER KAFKA CONNECTION c SET HOST = 'x'; DROP CONNECTION IF EXISTS c; DROP KAFKA CONNECTION c;
CREATE REST_CATALOG CONNECTION c URI = 'http://x' RATIO = -0.5 PORT = 0x10 TOKEN = FILE('/run/secrets/t') FLAG = "TRUE"
  WHO = "Default Compute" PATHS = (items[].a, b) NOTHING = ();
