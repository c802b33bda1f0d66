-- Every file is read for what it is, compressed or not.
CREATE FILES CONNECTION auto_files PATH = '${INPUT}';
CREATE TABLE lake.auto.events ();
CREATE JOB auto_load_events CONTENT_TYPE = AUTO COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES auto_files SETTLE_TIME = 0 SECONDS INTO lake.auto.events;
