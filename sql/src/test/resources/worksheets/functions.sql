CREATE FUNCTION slug(title STRING, most BIGINT) RETURNS STRING LANGUAGE JAVA HANDLER = 'com.acme.Text.slug' JAR = 's3://bucket/text.jar';
create or replace function "year of"(d date, tags string[]) returns decimal(10, 2) language java called on null input handler = 'a.B.c' jar = 'b.jar' comment = 'x';
CREATE FUNCTION IF NOT EXISTS now_millis() RETURNS BIGINT LANGUAGE JAVA RETURNS NULL ON NULL INPUT HANDLER = 'a.B.now' JAR = 'b.jar';
DROP FUNCTION IF EXISTS slug;
SHOW CREATE FUNCTION slug;
DESCRIBE FUNCTION slug;
CREATE TABLE lake.demo.words (function STRING, returns STRING, language STRING, input STRING, called STRING, "null" STRING, or BIGINT, iceberg STRING)
