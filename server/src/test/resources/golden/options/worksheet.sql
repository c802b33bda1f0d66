CREATE FILES CONNECTION options_files PATH = '${INPUT}';
CREATE TABLE lake.options.users () PARTITIONED BY $event_date;
CREATE JOB options_load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
  EVENT_TIME = happened::TIMESTAMPTZ
  EXCLUDE_COLUMNS = ('pii_*', 'account.secret')
  COLUMN_TRANSFORMATIONS = (email = MD5(email), domain = split_part(email, '@', 2))
AS COPY FROM FILES options_files SETTLE_TIME = 0 SECONDS INTO lake.options.users;
