-- ! test.sql:5:20: MR2002: Cannot find connection: upload (did you mean uploads)
CREATE FILES CONNECTION uploads PATH = '/tmp';
CREATE TABLE lake.a.b ();
CREATE JOB j CONTENT_TYPE = JSON
AS COPY FROM FILES upload INTO lake.a.b;
