-- Children of the root, attributes, lists, text besides elements; records of a name in messages of their own.
CREATE FILES CONNECTION xml_files PATH = '${INPUT}';
CREATE TABLE lake.xml.orders ();
CREATE JOB xml_load_orders CONTENT_TYPE = (TYPE = XML LIST_ELEMENTS = ('item')) COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES xml_files FILE_PATTERN = '*.xml' SETTLE_TIME = 0 SECONDS INTO lake.xml.orders;
CREATE TABLE lake.xml.lines ();
CREATE JOB xml_load_lines CONTENT_TYPE = (TYPE = XML RECORD_ELEMENT = 'item') COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES xml_files FILE_PATTERN = '*.xml' SETTLE_TIME = 0 SECONDS INTO lake.xml.lines;
