-- Orders as Avro, DuckDB, Apache ORC and Protobuf's library write them. In each second file the fields are others; one file
-- of ORC is cut, and one folder holds files of three types without names that say so.
CREATE FILES CONNECTION binary_avro PATH = '${INPUT}/avro';
CREATE TABLE lake.binary.avro ();
CREATE JOB binary_load_avro CONTENT_TYPE = AVRO COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES binary_avro SETTLE_TIME = 0 SECONDS INTO lake.binary.avro;

CREATE FILES CONNECTION binary_parquet PATH = '${INPUT}/parquet';
CREATE TABLE lake.binary.parquet ();
CREATE JOB binary_load_parquet CONTENT_TYPE = PARQUET COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES binary_parquet SETTLE_TIME = 0 SECONDS INTO lake.binary.parquet;

CREATE FILES CONNECTION binary_orc PATH = '${INPUT}/orc';
CREATE TABLE lake.binary.orc ();
CREATE JOB binary_load_orc CONTENT_TYPE = ORC COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES binary_orc SETTLE_TIME = 0 SECONDS INTO lake.binary.orc;

CREATE FILES CONNECTION binary_protobuf PATH = '${INPUT}/protobuf';
CREATE TABLE lake.binary.protobuf ();
CREATE JOB binary_load_protobuf
    CONTENT_TYPE = (TYPE = PROTOBUF DESCRIPTOR_FILE = '${INPUT}/shop.desc' MESSAGE = 'shop.Order' FRAMING = DELIMITED)
    COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES binary_protobuf SETTLE_TIME = 0 SECONDS INTO lake.binary.protobuf;

CREATE FILES CONNECTION binary_any PATH = '${INPUT}/any';
CREATE TABLE lake.binary.any_type ();
CREATE JOB binary_load_any CONTENT_TYPE = AUTO COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES binary_any SETTLE_TIME = 0 SECONDS INTO lake.binary.any_type;
