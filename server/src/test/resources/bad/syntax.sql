-- ! test.sql:3:8: MR1001: Cannot read statement: found TABEL (did you mean TABLE)
CREATE FILES CONNECTION files PATH = '/tmp';
CREATE TABEL lake.a.b ();
