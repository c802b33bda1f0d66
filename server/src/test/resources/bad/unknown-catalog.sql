-- ! test.sql:2:14: MR2004: Cannot find catalog: lak (did you mean lake)
CREATE TABLE lak.a.b ();
