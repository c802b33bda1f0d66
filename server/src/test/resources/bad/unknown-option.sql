-- ! test.sql:2:31: MR1101: Cannot find option of FILES connection: PAHT (did you mean PATH)
CREATE FILES CONNECTION files PAHT = '/tmp';
