-- ! test.sql:5:33: MR2001: Cannot find table: lake.a.stagin (did you mean lake.a.staging)
CREATE FILES CONNECTION uploads PATH = '/tmp';
CREATE TABLE lake.a.staging ();
CREATE JOB j CONTENT_TYPE = JSON
AS COPY FROM FILES uploads INTO lake.a.stagin;
