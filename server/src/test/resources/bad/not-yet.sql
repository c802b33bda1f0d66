-- ! test.sql:1:1: MR1002: Cannot use what is not yet available: MONGODB connection (known: X)
CREATE MONGODB CONNECTION orders CONNECTION_STRING = 'mongodb://localhost';
