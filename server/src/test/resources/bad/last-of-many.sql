-- ! test.sql:5:12: MR2006: Cannot drop table lake.a.b: used by job j (DROP JOB j first)
CREATE FILES CONNECTION uploads PATH = '/tmp';
CREATE TABLE lake.a.b ();
CREATE JOB j CONTENT_TYPE = JSON AS COPY FROM FILES uploads INTO lake.a.b;
DROP TABLE lake.a.b;
