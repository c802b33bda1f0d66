-- Tabs between values.
CREATE FILES CONNECTION tsv_files PATH = '${INPUT}';
CREATE TABLE lake.tsv.events ();
CREATE JOB tsv_load_events CONTENT_TYPE = TSV COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES tsv_files SETTLE_TIME = 0 SECONDS INTO lake.tsv.events;
