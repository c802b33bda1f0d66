-- ! test.sql:2:1: MR1002: Cannot use what is not yet available: MONGODB connection (known: FILES, GENERATOR, HTTP, JDBC_CATALOG, KAFKA, KINESIS, REST_CATALOG, S3)
CREATE MONGODB CONNECTION orders CONNECTION_STRING = 'mongodb://localhost';
