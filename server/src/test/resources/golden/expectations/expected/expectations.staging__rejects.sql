SELECT code, reason, decode(payload) AS payload FROM lake.expectations.staging__rejects
