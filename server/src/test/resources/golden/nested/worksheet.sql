-- Fields that appear later, in a struct in a list in a struct.
CREATE FILES CONNECTION nested_files PATH = '${INPUT}';
CREATE TABLE lake.nested.events () PARTITIONED BY $event_date;
CREATE JOB nested_load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES nested_files SETTLE_TIME = 0 SECONDS INTO lake.nested.events;
