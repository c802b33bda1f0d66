-- Values at fixed places.
CREATE FILES CONNECTION fixed_files PATH = '${INPUT}';
CREATE TABLE lake.fixed.events ();
CREATE JOB fixed_load_events CONTENT_TYPE = (TYPE = FIXED_WIDTH COLUMNS = ('id:4', 'name:6', ':1', 'amount:6') SKIP_LINES = 1) COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES fixed_files SETTLE_TIME = 0 SECONDS INTO lake.fixed.events;
