package io.millrace.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.RunMode;
import io.millrace.server.TestBroker;
import io.millrace.server.child.ChildMillrace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that loads a topic and transforms it, killed again and again while the topic grows. {@code -Dmillrace.kills}
 * says how often, {@code -Dmillrace.seed} makes the moments those of an earlier run.
 */
class KafkaCrashTest {
    private static final int PARTITIONS = 3;
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    @TempDir
    private Path directory;

    @Test
    void everyRecordExactlyOnce() throws Exception {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        int kills = Integer.getInteger("millrace.kills", 6);
        String as = "-Dmillrace.seed=" + seed + " -Dmillrace.kills=" + kills;
        System.out.println("crash test: " + as);
        Random random = new Random(seed);
        Path data = directory.resolve("data");
        OrdersWorksheet worksheet =
                new OrdersWorksheet(TestBroker.broker().bootstrap(), TestBroker.newTopic(PARTITIONS));
        Path sql = Files.writeString(directory.resolve("worksheet.sql"), worksheet.sql());
        try (OrderStream orders = new OrderStream(TestBroker.broker().writer(), worksheet.topic(), PARTITIONS, seed)) {
            orders.start(100, 100);
            for (int i = 0; i < kills; i++) {
                try (ChildMillrace child = ChildMillrace.start(data, sql, RunMode.CONTINUOUS, 2)) {
                    assertThat(child.killAfter(Duration.ofMillis(1500 + random.nextInt(4000))))
                            .as("%s: the process runs until it is killed: %s", as, child.output())
                            .isTrue();
                }
            }
            orders.stop();
            try (ChildMillrace child = ChildMillrace.start(data, sql, RunMode.UNTIL_CAUGHT_UP, 2)) {
                assertThat(child.await(TIMEOUT))
                        .as("%s: %s", as, child.output())
                        .isZero();
            }
            worksheet.verifyStaging(as, data, orders);
            worksheet.verifyOutput(as, data, orders);
        }
    }
}
