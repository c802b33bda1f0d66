-- Options of files, in front of AS as SQLake has them and behind the connection.
CREATE S3 CONNECTION files_s3 ${S3} READ_ONLY = FALSE COMMENT = 'landing';
CREATE TABLE lake.files_options.orders() PARTITIONED BY $event_date COMPRESSION = SNAPPY;
CREATE JOB files_load
    CONTENT_TYPE = (TYPE = CSV INFER_TYPES = TRUE HEADER = ('orderid', 'total', 'note') DELIMITER = ';' QUOTE_ESCAPE_CHAR = '"' NULL_VALUE = 'NULL' MAX_COLUMNS = 10 ALLOW_DUPLICATE_HEADERS = FALSE)
    DATE_PATTERN = 'yyyy/MM/dd/HH'
    FILE_SUFFIX = '.csv'
    MAX_DELAY = 1 HOUR
    DELETE_FILES_AFTER_LOAD = FALSE
    START_FROM = TIMESTAMP '2026-01-01 00:00:00'
    SKIP_VALIDATIONS = ('EMPTY_PATH')
AS COPY FROM S3 files_s3 LOCATION = 's3://${BUCKET}/' INTO lake.files_options.orders;
CREATE TABLE lake.files_options.zipped() COMPRESSION = GZIP;
CREATE JOB files_load_lines CONTENT_TYPE = SPLIT_LINES SKIP_ALL_VALIDATIONS = TRUE
AS COPY FROM S3 files_s3 LOCATION = 's3://${BUCKET}/' FILE_PATTERN = 'regex:.*\.csv' DATE_PATTERN = 'yyyy/MM/dd/HH' INTO lake.files_options.zipped;
SELECT orderid, total, note, $event_time, $event_date, $file_name IS NOT NULL AS named, "$row_number" FROM lake.files_options.orders ORDER BY 1;
SELECT * FROM lake.files_options.zipped ORDER BY ALL;
