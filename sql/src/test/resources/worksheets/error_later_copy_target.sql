CREATE JOB j AS COPY FROM KAFKA c TOPIC = 'orders' INTO SNOWFLAKE warehouse.demo.orders;
