-- A root array, values one after the other, values over many lines, values that are no objects.
CREATE FILES CONNECTION shapes_files PATH = '${INPUT}';
CREATE TABLE lake.shapes.events ();
CREATE JOB shapes_load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES shapes_files SETTLE_TIME = 0 SECONDS INTO lake.shapes.events;
