SELECT name, count(*) AS rows, min(id) AS first, max(id) AS last
FROM (
    SELECT name, id FROM lake.binary.avro
    UNION ALL SELECT name, id FROM lake.binary.parquet
    UNION ALL SELECT name, id FROM lake.binary.orc
    UNION ALL SELECT name, id FROM lake.binary.protobuf)
GROUP BY name;
