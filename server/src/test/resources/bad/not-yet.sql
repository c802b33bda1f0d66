-- ! test.sql:4:29: MR1002: Cannot use what is not yet available: CONTENT_TYPE = CSV (known: AUTO, JSON)
CREATE FILES CONNECTION uploads PATH = '/tmp';
CREATE TABLE lake.a.b ();
CREATE JOB j CONTENT_TYPE = CSV AS COPY FROM FILES uploads INTO lake.a.b;
