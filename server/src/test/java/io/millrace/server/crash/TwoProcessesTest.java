package io.millrace.server.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.server.Millrace;
import io.millrace.server.RunMode;
import io.millrace.server.TestBroker;
import io.millrace.server.TestMillrace;
import io.millrace.server.child.ChildMillrace;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes over one data directory. */
class TwoProcessesTest {
    private static final int PARTITIONS = 2;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private Path data;
    private OrdersWorksheet worksheet;
    private OrderStream orders;

    @BeforeEach
    void writeOrders() {
        data = directory.resolve("data");
        worksheet = new OrdersWorksheet(TestBroker.broker().bootstrap(), TestBroker.newTopic(PARTITIONS));
        orders = new OrderStream(TestBroker.broker().writer(), worksheet.topic(), PARTITIONS, 7);
        orders.write(200);
    }

    @Test
    void theSecondIsRefused() throws Exception {
        try (ChildMillrace first = start("first", RunMode.CONTINUOUS)) {
            await().atMost(TIMEOUT).until(() -> first.output().contains("started"));
            assertThatThrownBy(() -> Millrace.own(TestMillrace.settings(data, RunMode.CONTINUOUS, 1)))
                    .isInstanceOfSatisfying(
                            MillraceException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_DIRECTORY_LOCKED))
                    .hasMessageContaining("Cannot run jobs in data directory " + data);
            assertThat(first.running()).isTrue();
        }
        try (ChildMillrace next = start("next", RunMode.UNTIL_CAUGHT_UP)) {
            assertThat(next.await(TIMEOUT)).as(next.output()).isZero();
        }
        worksheet.verifyStaging("after the first was killed", data, orders);
        worksheet.verifyOutput("after the first was killed", data, orders);
    }

    /** Without its lock file the directory has two owners: the later one's epoch shuts the earlier one out. */
    @Test
    void aZombieNeverCommitsTwice() throws Exception {
        orders.start(20, 50);
        try (ChildMillrace zombie = start("zombie", RunMode.CONTINUOUS)) {
            await().atMost(TIMEOUT).until(() -> zombie.output().contains("started") && rows() > 400);
            Files.delete(data.resolve("millrace.lock"));
            try (ChildMillrace owner = start("owner", RunMode.CONTINUOUS)) {
                await().atMost(TIMEOUT).until(() -> zombie.output().contains(ErrorCode.FENCED.code()));
                long before = rows();
                await().atMost(TIMEOUT).until(() -> rows() > before + 400);
                assertThat(owner.running()).as(owner.output()).isTrue();
            }
        }
        orders.stop();
        try (ChildMillrace last = start("last", RunMode.UNTIL_CAUGHT_UP)) {
            assertThat(last.await(TIMEOUT)).as(last.output()).isZero();
        }
        worksheet.verifyStaging("beside a zombie", data, orders);
    }

    private long rows() {
        String count = TestMillrace.query(data, "SELECT count(*) AS n FROM lake.shop.orders_raw")
                .get(0);
        return Long.parseLong(count.replaceAll("\\D", ""));
    }

    private ChildMillrace start(String name, RunMode mode) throws Exception {
        Path sql = Files.writeString(directory.resolve(name + ".sql"), worksheet.sql());
        return ChildMillrace.start(data, sql, mode, 2);
    }
}
