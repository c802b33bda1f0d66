-- Windows of three kinds over rows that come out of order: by the hour, sliding, and sessions that a row joins.
CREATE FILES CONNECTION windows_files PATH = '${INPUT}';
CREATE TABLE lake.windows.orders_raw ();
CREATE JOB windows_load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
  EVENT_TIME = to_timestamp(1767225600 + event)
AS COPY FROM FILES windows_files SETTLE_TIME = 0 SECONDS INTO lake.windows.orders_raw;
CREATE TABLE lake.windows.hourly (place STRING, window_start TIMESTAMP, n BIGINT, total BIGINT) PRIMARY KEY place, window_start;
CREATE JOB windows_hourly RUN_INTERVAL = 1 SECOND ALLOWED_LATENESS = 30 DAYS
AS INSERT INTO lake.windows.hourly MAP_COLUMNS_BY_NAME
SELECT place, window_start, count(*) AS n, sum(amount) AS total
FROM lake.windows.orders_raw LET place = lower(shop)
WHERE amount > 0 AND $commit_time BETWEEN run_start_time() AND run_end_time()
GROUP BY place, TUMBLE($event_time, INTERVAL '1 hour');
CREATE TABLE lake.windows.sliding (begun TIMESTAMP, ended TIMESTAMP, total BIGINT) PRIMARY KEY begun;
CREATE JOB windows_sliding RUN_INTERVAL = 1 SECOND ALLOWED_LATENESS = 30 DAYS
AS INSERT INTO lake.windows.sliding (total, begun, ended)
SELECT sum(amount), window_start, window_end
FROM lake.windows.orders_raw WHERE time_filter() AND amount > 0
GROUP BY HOP($event_time, INTERVAL 30 MINUTES, INTERVAL 1 HOUR);
CREATE TABLE lake.windows.visits (place STRING, window_start TIMESTAMP, window_end TIMESTAMP, total BIGINT, day DATE)
PARTITIONED BY place PRIMARY KEY place, window_start;
CREATE JOB windows_visits RUN_INTERVAL = 1 SECOND ALLOWED_LATENESS = 30 DAYS
AS INSERT INTO lake.windows.visits MAP_COLUMNS_BY_NAME
SELECT lower(o.shop) AS place, window_start, window_end, sum(o.amount) AS total, CAST(window_start AS DATE) AS day
FROM lake.windows.orders_raw AS o WHERE time_filter() AND o.amount > 0
GROUP BY 1, SESSION(o.$event_time, INTERVAL '20 minutes');
