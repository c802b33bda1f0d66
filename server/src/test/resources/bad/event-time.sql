-- ! test.sql:5:28: MR1001: Cannot read statement: ( is never closed
CREATE FILES CONNECTION uploads PATH = '/tmp';
CREATE TABLE lake.a.b ();
CREATE JOB j CONTENT_TYPE = JSON
  EVENT_TIME = to_timestamp(at
AS COPY FROM FILES uploads INTO lake.a.b;
