SELECT id, amount, country, email, customer.tier AS tier FROM lake.expectations.staging
