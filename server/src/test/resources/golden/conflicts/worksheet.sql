-- Columns whose values are of several kinds: all of them are kept.
CREATE FILES CONNECTION conflicts_files PATH = '${INPUT}';
CREATE TABLE lake.conflicts.events ();
CREATE JOB conflicts_load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES conflicts_files SETTLE_TIME = 0 SECONDS INTO lake.conflicts.events;
