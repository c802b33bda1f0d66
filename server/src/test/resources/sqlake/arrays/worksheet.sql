-- Arrays: UNNEST, FLATTEN_PATHS, where results land, and the list of vectors.
CREATE S3 CONNECTION arrays_s3 ${S3};
CREATE TABLE lake.arrays.orders() PARTITIONED BY $event_date;
CREATE TABLE lake.arrays.matches();
CREATE TABLE lake.arrays.salaries();
CREATE JOB arrays_load_orders CONTENT_TYPE = JSON AS COPY FROM S3 arrays_s3 LOCATION = 's3://${BUCKET}/orders/' INTO lake.arrays.orders;
CREATE JOB arrays_load_matches CONTENT_TYPE = JSON AS COPY FROM S3 arrays_s3 LOCATION = 's3://${BUCKET}/matches/' INTO lake.arrays.matches;
CREATE JOB arrays_load_salaries CONTENT_TYPE = JSON AS COPY FROM S3 arrays_s3 LOCATION = 's3://${BUCKET}/salaries/' INTO lake.arrays.salaries;
CREATE TABLE lake.arrays.parsed (requestid string, bucket string, size bigint, seconds bigint);
CREATE JOB arrays_unnest RUN_INTERVAL = 1 MINUTE
AS INSERT INTO lake.arrays.parsed MAP_COLUMNS_BY_NAME UNNEST (
    SELECT requestid AS requestid,
           matches[].bucket AS bucket,
           matches[].size::bigint AS size,
           date_diff('second', FROM_UNIXTIME("start"::bigint), FROM_UNIXTIME("end"::bigint)) AS seconds
    FROM lake.arrays.matches
    WHERE $commit_time BETWEEN run_start_time() AND run_end_time());
CREATE TABLE lake.arrays.flat ();
CREATE JOB arrays_flatten ADD_MISSING_COLUMNS = TRUE FLATTEN_PATHS = (items)
AS INSERT INTO lake.arrays.flat MAP_COLUMNS_BY_NAME
    SELECT orderid, items FROM lake.arrays.orders WHERE time_filter();
CREATE TABLE lake.arrays.vectors ();
CREATE JOB arrays_vectors ADD_MISSING_COLUMNS = TRUE
AS INSERT INTO lake.arrays.vectors MAP_COLUMNS_BY_NAME
    SELECT id,
           value1 + value2 AS a,
           list1[] + value2 AS b,
           list1[] + list2[] AS c,
           t AS d,
           salaries[].t AS e,
           SUM_VALUES(charges[].with_tax) AS f,
           ZIP('type,value', type[], values[]) AS g
    FROM lake.arrays.salaries
    LET t = salaries[].b + salaries[].x,
        salaries[].t = salaries[].b + salaries[].x,
        charges[].with_tax = charges[].amount * tax
    WHERE time_filter();
CREATE TABLE lake.arrays.product (a bigint, b bigint);
CREATE JOB arrays_product ALLOW_CARTESIAN_PRODUCTS = TRUE
AS INSERT INTO lake.arrays.product MAP_COLUMNS_BY_NAME
    UNNEST(SELECT list1[] AS a, list2[] AS b FROM lake.arrays.salaries WHERE time_filter());
CREATE TABLE lake.arrays.product_too (a bigint, b bigint);
CREATE JOB arrays_product_too SKIP_ALL_VALIDATIONS = TRUE
AS INSERT INTO lake.arrays.product_too MAP_COLUMNS_BY_NAME
    UNNEST(SELECT list1[] AS a, list2[] AS b FROM lake.arrays.salaries WHERE time_filter());
SELECT * FROM lake.arrays.parsed ORDER BY ALL;
SELECT * FROM lake.arrays.flat ORDER BY ALL;
SELECT * FROM lake.arrays.vectors;
SELECT * FROM lake.arrays.product ORDER BY ALL;
SELECT * FROM lake.arrays.product_too ORDER BY ALL;
