-- Named groups, and logs that are known.
CREATE FILES CONNECTION regex_files PATH = '${INPUT}';
CREATE TABLE lake.regex.app ();
CREATE JOB regex_load_app CONTENT_TYPE = (TYPE = REGEX PATTERN = '(?<level>[A-Z]+) \[(?<thread_name>[^\]]*)\] (?<took_ms>\d+)ms (?<message>.*)') COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES regex_files FILE_PATTERN = 'app.log' SETTLE_TIME = 0 SECONDS INTO lake.regex.app;
CREATE TABLE lake.regex.nginx ();
CREATE JOB regex_load_nginx CONTENT_TYPE = NGINX COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES regex_files FILE_PATTERN = 'nginx.log' SETTLE_TIME = 0 SECONDS INTO lake.regex.nginx;
CREATE TABLE lake.regex.apache ();
CREATE JOB regex_load_apache CONTENT_TYPE = APACHE COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES regex_files FILE_PATTERN = 'apache.log' SETTLE_TIME = 0 SECONDS INTO lake.regex.apache;
CREATE TABLE lake.regex.syslog ();
CREATE JOB regex_load_syslog CONTENT_TYPE = SYSLOG COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES regex_files FILE_PATTERN = 'syslog.log' SETTLE_TIME = 0 SECONDS INTO lake.regex.syslog;
