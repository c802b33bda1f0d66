-- One query follows two tables, whose last commits are not at the same time; another follows one that stays empty.
CREATE FILES CONNECTION joined_files PATH = '${INPUT}';
CREATE TABLE lake.joined.a (id BIGINT);
CREATE TABLE lake.joined.b (id BIGINT);
CREATE TABLE lake.joined.never (id BIGINT);
CREATE JOB joined_load_a CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES joined_files LOCATION = 'a' SETTLE_TIME = 0 SECONDS INTO lake.joined.a;
CREATE JOB joined_load_b CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES joined_files LOCATION = 'b' SETTLE_TIME = 1 SECONDS INTO lake.joined.b;
CREATE TABLE lake.joined.both (side STRING, id BIGINT);
CREATE JOB joined_both RUN_INTERVAL = 1 SECOND
AS INSERT INTO lake.joined.both MAP_COLUMNS_BY_NAME
SELECT 'a' AS side, id FROM lake.joined.a WHERE time_filter()
UNION ALL SELECT 'b' AS side, id FROM lake.joined.b WHERE time_filter()
UNION ALL SELECT 'never' AS side, id FROM lake.joined.never WHERE time_filter();
