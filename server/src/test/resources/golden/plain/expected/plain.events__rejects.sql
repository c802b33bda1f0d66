SELECT job, code, decode(payload) AS payload FROM lake.plain.events__rejects;
