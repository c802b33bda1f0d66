-- ! test.sql:3:25: MR2005: Cannot create connection uploads: it exists and differs (ALTER or DROP it first; SHOW CREATE tells what it is)
CREATE FILES CONNECTION uploads PATH = '/tmp';
CREATE FILES CONNECTION uploads PATH = '/var/tmp';
