package io.millrace.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.TestMillrace;
import java.nio.file.Path;
import java.util.List;

/** Loads a topic of orders and cleans them; every row of every table tells where it came from. */
record OrdersWorksheet(String broker, String topic) {
    String sql() {
        return """
                CREATE KAFKA CONNECTION shop HOSTS = ('%s');
                CREATE TABLE lake.shop.orders_raw () PARTITIONED BY $event_date;
                CREATE JOB load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
                AS COPY FROM KAFKA shop TOPIC = '%s' INTO lake.shop.orders_raw;
                CREATE TABLE lake.shop.orders (order_id STRING);
                CREATE JOB clean RUN_INTERVAL = 1 SECOND ADD_MISSING_COLUMNS = TRUE
                AS INSERT INTO lake.shop.orders MAP_COLUMNS_BY_NAME
                SELECT orderid AS order_id, upper(ordertype) AS order_type, $partition AS part, $offset AS off,
                  MD5(customer.email) AS customer
                FROM lake.shop.orders_raw
                WHERE upper(ordertype) IN ('SHIPPED', 'DELIVERED')
                  AND $commit_time BETWEEN run_start_time() AND run_end_time();
                """.formatted(broker, topic);
    }

    void verifyStaging(String as, Path data, OrderStream orders) {
        verify(
                as + ", staging",
                data,
                "SELECT _partition || '/' || _offset || ' ' || orderid AS row FROM lake.shop.orders_raw",
                orders.accepted());
        verify(
                as + ", rejects",
                data,
                "SELECT split || '/' || \"offset\" AS row FROM lake.shop.orders_raw__rejects",
                orders.rejected());
    }

    void verifyOutput(String as, Path data, OrderStream orders) {
        verify(
                as + ", output",
                data,
                "SELECT part || '/' || off || ' ' || order_id AS row FROM lake.shop.orders",
                orders.wanted());
    }

    private static void verify(String as, Path data, String sql, List<String> expected) {
        List<String> rows = TestMillrace.query(data, sql).stream()
                .map(row -> row.substring("{\"row\":\"".length(), row.length() - "\"}".length()))
                .toList();
        assertThat(expected).as("the oracle knows of some").isNotEmpty();
        ExactlyOnce.verify(as, rows, expected);
    }
}
