package io.millrace.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.RunMode;
import io.millrace.server.TestMillrace;
import io.millrace.server.child.ChildMillrace;
import io.millrace.testing.KafkaBroker;
import io.millrace.testing.KafkaTopics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that loads a topic and transforms it, killed again and again while the topic grows. {@code -Dmillrace.kills}
 * says how often, {@code -Dmillrace.seed} makes the moments those of an earlier run.
 */
class KafkaCrashTest {
    private static final String TOPIC = "orders";
    private static final int PARTITIONS = 3;
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    @TempDir
    private Path directory;

    @Test
    void everyRecordExactlyOnce() throws Exception {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        int kills = Integer.getInteger("millrace.kills", 6);
        System.out.println("crash test: -Dmillrace.seed=" + seed + " -Dmillrace.kills=" + kills);
        Random random = new Random(seed);
        Path data = directory.resolve("data");
        try (KafkaBroker broker = KafkaBroker.start(directory.resolve("broker"));
                KafkaTopics topics = broker.topics();
                OrderStream orders = new OrderStream(broker.writer(), TOPIC, PARTITIONS, seed)) {
            topics.create(TOPIC, PARTITIONS);
            orders.write(1);
            Path worksheet = Files.writeString(directory.resolve("worksheet.sql"), worksheet(broker.bootstrap()));
            orders.start(100, 100);
            for (int i = 0; i < kills; i++) {
                try (ChildMillrace child = ChildMillrace.start(data, worksheet, RunMode.CONTINUOUS, 2)) {
                    assertThat(child.killAfter(Duration.ofMillis(1500 + random.nextInt(4000))))
                            .as("the process runs until it is killed: %s", child.output())
                            .isTrue();
                }
            }
            orders.stop();
            try (ChildMillrace child = ChildMillrace.start(data, worksheet, RunMode.UNTIL_CAUGHT_UP, 2)) {
                assertThat(child.await(TIMEOUT)).as(child.output()).isZero();
            }

            verify("staging, seed " + seed, data, "SELECT _partition || '/' || _offset || ' ' || orderid AS row"
                    + " FROM lake.shop.orders_raw", orders.accepted());
            verify("rejects, seed " + seed, data, "SELECT split || '/' || \"offset\" AS row"
                    + " FROM lake.shop.orders_raw__rejects", orders.rejected());
            verify("output, seed " + seed, data, "SELECT part || '/' || off || ' ' || order_id AS row"
                    + " FROM lake.shop.orders", orders.wanted());
        }
    }

    private static void verify(String what, Path data, String sql, List<String> expected) {
        List<String> rows = TestMillrace.query(data, sql).stream()
                .map(row -> row.substring("{\"row\":\"".length(), row.length() - "\"}".length()))
                .toList();
        assertThat(expected).as("the oracle knows of some").isNotEmpty();
        ExactlyOnce.verify(what, rows, expected);
    }

    private static String worksheet(String broker) {
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
                """.formatted(broker, TOPIC);
    }
}
