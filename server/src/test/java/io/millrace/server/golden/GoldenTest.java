package io.millrace.server.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.RunMode;
import io.millrace.server.TestMillrace;
import io.millrace.server.child.ChildMillrace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every folder of {@code golden/} run straight, with other numbers of threads, and killed and resumed. */
class GoldenTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final int KILLS = 5;

    @TempDir
    private Path directory;

    static List<GoldenWorksheet> worksheets() {
        return GoldenWorksheet.all();
    }

    @ParameterizedTest
    @MethodSource("worksheets")
    void straight(GoldenWorksheet worksheet) throws Exception {
        assertThat(TestMillrace.runUntilCaughtUp(directory, worksheet.sql()))
                .noneMatch(line -> line.contains("Cannot"));
        assertThat(worksheet.actual(directory)).isEqualTo(worksheet.expected());
    }

    @Test
    void alone() throws Exception {
        together(1);
    }

    @Test
    void threeAtATime() throws Exception {
        together(3);
    }

    @Test
    void killedAndResumed() throws Exception {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        Random random = new Random(seed);
        Path sql = Files.writeString(directory.resolve("worksheet.sql"), allSql());
        Path data = directory.resolve("data");
        for (int i = 0; i < KILLS; i++) {
            try (ChildMillrace child = ChildMillrace.start(data, sql, RunMode.UNTIL_CAUGHT_UP, 2)) {
                child.killAfter(Duration.ofMillis(500 + random.nextInt(4000)));
            }
        }
        try (ChildMillrace child = ChildMillrace.start(data, sql, RunMode.UNTIL_CAUGHT_UP, 2)) {
            assertThat(child.await(TIMEOUT))
                    .as("-Dmillrace.seed=%d: %s", seed, child.output())
                    .isZero();
        }
        for (GoldenWorksheet worksheet : worksheets()) {
            assertThat(worksheet.actual(data))
                    .as("-Dmillrace.seed=%d: %s", seed, worksheet)
                    .isEqualTo(worksheet.expected());
        }
    }

    private void together(int parallelism) throws Exception {
        assertThat(TestMillrace.runUntilCaughtUp(directory, allSql(), parallelism))
                .noneMatch(line -> line.contains("Cannot"));
        for (GoldenWorksheet worksheet : worksheets()) {
            assertThat(worksheet.actual(directory)).as(worksheet.toString()).isEqualTo(worksheet.expected());
        }
    }

    private static String allSql() {
        return worksheets().stream().map(GoldenWorksheet::sql).collect(Collectors.joining("\n"));
    }
}
