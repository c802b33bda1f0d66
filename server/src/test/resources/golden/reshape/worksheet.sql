-- Nested data in insert jobs: paths through arrays, LET, places in the result, UNNEST, FLATTEN_PATHS.
CREATE FILES CONNECTION reshape_files PATH = '${INPUT}';
CREATE TABLE lake.reshape.orders ();
CREATE JOB reshape_load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
AS COPY FROM FILES reshape_files SETTLE_TIME = 0 SECONDS INTO lake.reshape.orders;

-- A row for each element, with a total that LET puts into the elements.
CREATE TABLE lake.reshape.lines (sku STRING);
CREATE JOB reshape_lines RUN_INTERVAL = 1 SECOND ADD_MISSING_COLUMNS = TRUE
AS INSERT INTO lake.reshape.lines MAP_COLUMNS_BY_NAME
UNNEST(
    SELECT id, items[].sku, items[].total, round(items[].total / total, 2) AS share
    FROM lake.reshape.orders
    LET items[].total = items[].qty * items[].price,
        total = list_sum(items[].total)
    WHERE time_filter() AND items[].qty > 0
);

-- The same with a row for orders without items.
CREATE TABLE lake.reshape.outer_lines ();
CREATE JOB reshape_outer RUN_INTERVAL = 1 SECOND ADD_MISSING_COLUMNS = TRUE
AS INSERT INTO lake.reshape.outer_lines MAP_COLUMNS_BY_NAME
UNNEST_OUTER(SELECT id, items[].sku FROM lake.reshape.orders WHERE time_filter());

-- Nested output in columns that are discovered.
CREATE TABLE lake.reshape.built ();
CREATE JOB reshape_built RUN_INTERVAL = 1 SECOND ADD_MISSING_COLUMNS = TRUE
AS INSERT INTO lake.reshape.built MAP_COLUMNS_BY_NAME
SELECT id,
    customer.name AS buyer.name, customer.city AS buyer.address.city,
    items[].sku AS lines[].sku, items[].qty * items[].price AS lines[].total,
    items[].tags[] AS lines[].labels[],
    items[].sku AS skus
FROM lake.reshape.orders
WHERE $commit_time BETWEEN run_start_time() AND run_end_time();

-- Nested output in columns that are declared: types conform, fields that are not written are null, others are added.
CREATE TABLE lake.reshape.declared (id DECIMAL(12, 2), buyer STRUCT(name STRING, email STRING), lines STRUCT(sku STRING, qty DOUBLE)[]);
CREATE JOB reshape_declared RUN_INTERVAL = 1 SECOND ADD_MISSING_COLUMNS = TRUE
AS INSERT INTO lake.reshape.declared MAP_COLUMNS_BY_NAME
SELECT id::INTEGER AS id, customer.name AS Buyer.Name, items[].qty::INTEGER AS lines[].qty, items[].price AS lines[].price
FROM lake.reshape.orders
WHERE time_filter();

-- Flattened results.
CREATE TABLE lake.reshape.flat ();
CREATE JOB reshape_flat RUN_INTERVAL = 1 SECOND ADD_MISSING_COLUMNS = TRUE FLATTEN_PATHS = (items)
AS INSERT INTO lake.reshape.flat MAP_COLUMNS_BY_NAME SELECT * FROM lake.reshape.orders WHERE time_filter();
CREATE TABLE lake.reshape.flat_tags (id BIGINT, sku STRING, tags STRING);
CREATE JOB reshape_flat_tags RUN_INTERVAL = 1 SECOND FLATTEN_PATHS = (items[].tags)
AS INSERT INTO lake.reshape.flat_tags MAP_COLUMNS_BY_NAME EXCEPT qty, price SELECT id, items FROM lake.reshape.orders WHERE time_filter();

-- Every pair of the elements of two arrays, because it was asked for.
CREATE TABLE lake.reshape.pairs (id BIGINT, sku STRING, note STRING);
CREATE JOB reshape_pairs RUN_INTERVAL = 1 SECOND SKIP_VALIDATIONS = ('ALLOW_CARTESIAN_PRODUCT')
AS INSERT INTO lake.reshape.pairs
UNNEST(SELECT id, items[].sku, notes[] FROM lake.reshape.orders WHERE time_filter());
