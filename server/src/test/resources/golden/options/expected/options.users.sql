SELECT $event_time, $event_date, * FROM lake.options.users;
