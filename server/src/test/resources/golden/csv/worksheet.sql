-- A header in every file, columns in any order, values in quotes, records that are too short, too long and broken; names given.
CREATE FILES CONNECTION csv_files PATH = '${INPUT}';
CREATE TABLE lake.csv.events ();
CREATE JOB csv_load_events CONTENT_TYPE = CSV COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES csv_files FILE_PATTERN = '*.csv' SETTLE_TIME = 0 SECONDS INTO lake.csv.events;
CREATE TABLE lake.csv.named ();
CREATE JOB csv_load_named CONTENT_TYPE = (TYPE = CSV HEADER = ('id', 'name', 'amount') DELIMITER = ';' NULL_VALUE = 'NULL' ENCODING = 'ISO-8859-1') COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES csv_files FILE_PATTERN = '*.txt' SETTLE_TIME = 0 SECONDS INTO lake.csv.named;
CREATE TABLE lake.csv.plain ();
CREATE JOB csv_load_plain CONTENT_TYPE = (TYPE = CSV INFER_TYPES = FALSE) COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES csv_files FILE_PATTERN = '*.csv' SETTLE_TIME = 0 SECONDS INTO lake.csv.plain;
