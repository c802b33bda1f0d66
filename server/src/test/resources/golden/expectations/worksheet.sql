-- Rows that violate an expectation are dropped, counted or kept as rejects. NULL violates nothing.
CREATE FILES CONNECTION expectations_files PATH = '${INPUT}';
CREATE TABLE lake.expectations.staging ();
CREATE JOB expectations_load CONTENT_TYPE = JSON COLUMN_TRANSFORMATIONS = (email = MD5(email))
AS COPY FROM FILES expectations_files SETTLE_TIME = 0 SECONDS INTO lake.expectations.staging
WITH EXPECTATION positive EXPECT amount > 0 ON VIOLATION DROP
WITH EXPECTATION known_country EXPECT country IN ('DE', 'FR') ON VIOLATION WARN
WITH EXPECTATION small EXPECT amount < 1000 AND customer.tier <> 'none' ON VIOLATION REJECT;
