create job hourly run_interval = 1 minute allowed_lateness = 6 hours
as insert into lake.shop.totals map_columns_by_name
  select shop, window_start, count(*) as n from lake.shop.orders where time_filter() group by shop, tumble($event_time, interval '1 hour');
