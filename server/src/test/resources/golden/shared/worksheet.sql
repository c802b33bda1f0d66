-- Two jobs fill one table, each with fields of its own; a third follows it.
CREATE FILES CONNECTION shared_left PATH = '${INPUT}/left';
CREATE FILES CONNECTION shared_right PATH = '${INPUT}/right';
CREATE TABLE lake.shared.events ();
CREATE JOB shared_load_left CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES shared_left SETTLE_TIME = 0 SECONDS INTO lake.shared.events;
CREATE JOB shared_load_right CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES shared_right SETTLE_TIME = 0 SECONDS INTO lake.shared.events;
CREATE TABLE lake.shared.all ();
CREATE JOB shared_all RUN_INTERVAL = 1 SECOND ADD_MISSING_COLUMNS = TRUE
AS INSERT INTO lake.shared.all MAP_COLUMNS_BY_NAME
SELECT id, side FROM lake.shared.events WHERE time_filter();
