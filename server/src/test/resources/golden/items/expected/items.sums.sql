SELECT customer, sum(orders)::BIGINT AS orders, sum(items)::BIGINT AS items FROM lake.items.sums GROUP BY customer;
