-- Functions wherever SQL stands: in the event time, in transformations, in expectations and in the queries of jobs.
CREATE FILES CONNECTION functions_files PATH = '${INPUT}';
CREATE TABLE lake.functions.staging ();
CREATE JOB functions_load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
    EVENT_TIME = unix_epoch_to_date(ts)
    COLUMN_TRANSFORMATIONS = (email = regexp_replace(email, '^(.)[^@]*', x -> to_upper(x[1]) || '*'))
AS COPY FROM FILES functions_files SETTLE_TIME = 0 SECONDS INTO lake.functions.staging
WITH EXPECTATION tagged EXPECT any_match(tags, t -> string_length(t) > 1) ON VIOLATION DROP;

CREATE TABLE lake.functions.shaped ();
CREATE JOB functions_shape RUN_INTERVAL = 1 SECOND ADD_MISSING_COLUMNS = TRUE
AS INSERT INTO lake.functions.shaped MAP_COLUMNS_BY_NAME
SELECT
    id,
    email,
    top_private_domain(url) AS domain,
    transform(tags, t -> to_upper(t)) AS tags,
    reduce(items[].qty, 0, (s, q) -> s + q, s -> s) AS qty,
    date_format($event_time, '%Y/%m') AS month,
    to_int(number) AS number,
    divide(qty, zero) AS quotient,
    CAST(payload -> '$.a' AS VARCHAR) AS a
FROM lake.functions.staging
LET qty = sum_values(items[].qty)
WHERE time_filter();
