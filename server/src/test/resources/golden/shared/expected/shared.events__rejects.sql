SELECT job, decode(payload) AS payload FROM lake.shared.events__rejects;
