package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiveStepsTest {
    @TempDir
    private Path directory;

    @Test
    void filesBecomeACleanTable() throws Exception {
        Path incoming = Files.createDirectories(directory.resolve("incoming"));
        Files.writeString(incoming.resolve("a.json"), """
                {"orderid":1,"ordertype":"SHIPPING","nettotal":10,"customer":{"email":"a@x.org"},"items":[{"sku":"s1","qty":2}]}
                {"orderid":2,"ordertype":"PICKUP","nettotal":"free","customer":{"email":"b@x.org"}}
                {"orderid":3,"ordertype":"SHIPPING","nettotal":2.5,"customer":{"email":"c@x.org"},"tip":1}
                {"orderid":4,"ordertype":
                """);
        String sql = """
                CREATE FILES CONNECTION upload PATH = '%s';
                CREATE TABLE lake.shop.staging() PARTITIONED BY $event_date;
                CREATE JOB load COMMIT_INTERVAL = 200 MILLISECONDS CONTENT_TYPE = JSON
                  AS COPY FROM FILES upload SETTLE_TIME = 0 SECONDS INTO lake.shop.staging;
                CREATE TABLE lake.shop.orders(partition_date date) PARTITIONED BY partition_date;
                CREATE JOB clean ADD_MISSING_COLUMNS = TRUE RUN_INTERVAL = 1 SECOND
                  AS INSERT INTO lake.shop.orders MAP_COLUMNS_BY_NAME
                  SELECT orderid AS order_id, MD5(customer.email) AS customer_id, $event_time AS partition_date
                  FROM lake.shop.staging
                  WHERE ordertype = 'SHIPPING' AND $commit_time BETWEEN run_start_time() AND run_end_time();
                """.formatted(incoming);
        assertThat(TestMillrace.runUntilCaughtUp(directory.resolve("data"), sql))
                .containsExactly(
                        "created connection upload",
                        "created table lake.shop.staging",
                        "created job load",
                        "created table lake.shop.orders",
                        "created job clean");
        Path data = directory.resolve("data");
        assertThat(TestMillrace.query(data, "SELECT * FROM lake.shop.staging ORDER BY orderid"))
                .hasSize(3)
                .first()
                .asString()
                .contains("\"orderid\":1", "\"items\":[{\"sku\":\"s1\",\"qty\":2}]");
        assertThat(TestMillrace.query(data, "SELECT order_id, customer_id FROM lake.shop.orders ORDER BY order_id"))
                .containsExactly(
                        "{\"order_id\":1,\"customer_id\":\"a3b41ff4486881e36bcbc10292f307bb\"}",
                        "{\"order_id\":3,\"customer_id\":\"614191a881d2a580ebf5a67f6a82ff5c\"}");
        assertThat(TestMillrace.query(data, "SELECT code, payload::VARCHAR AS p FROM lake.shop.staging__rejects"))
                .hasSize(1);
        assertThat(TestMillrace.query(data, "SELECT name, state, rows, rejects FROM system.monitoring.jobs"))
                .containsExactly(
                        "{\"name\":\"load\",\"state\":\"COMPLETED\",\"rows\":3,\"rejects\":1}",
                        "{\"name\":\"clean\",\"state\":\"COMPLETED\",\"rows\":2,\"rejects\":0}");
    }
}
