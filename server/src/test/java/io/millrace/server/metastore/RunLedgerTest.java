package io.millrace.server.metastore;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.jobs.loop.JobState;
import io.millrace.jobs.loop.RunRecord;
import io.millrace.jobs.task.EventLag;
import io.millrace.jobs.task.TaskResult.Counts;
import io.millrace.spi.source.Position;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sums over all runs, of which the last ones are kept. */
class RunLedgerTest {
    private static final String TOTALS = "SELECT runs, rows, rejects, input_bytes FROM job_total";

    @TempDir
    private Path directory;

    @BeforeEach
    void makeJob() {
        try (Metastore metastore = Metastore.open(directory)) {
            metastore.save(new StoredJob("load", "j", "", JobState.RUNNING, "", 0, 0, 1));
        }
    }

    private static RunRecord run(long number) {
        Counts counts = Counts.decoded(3, 100, 0, 0, 0)
                .plus(Counts.landed(
                        2, 1, new TreeMap<>(Map.of("small", 1L)), 0, new TreeMap<>(Map.of(EventLag.SECOND, 2L))))
                .plus(Counts.replayed(new TreeMap<>(Map.of("MR4001", 1L))));
        Instant time = Instant.ofEpochSecond(number);
        return new RunRecord(
                "j", "load", number, 1, Position.START, Position.START, counts, 1, 10, time, number, time, time);
    }

    @Test
    void sumsAreOfAllRunsAndSurviveARestart() {
        try (Metastore metastore = Metastore.open(directory)) {
            for (long n = 1; n <= 20_500; n++) {
                metastore.record(run(n));
            }
        }
        try (Metastore metastore = Metastore.open(directory)) {
            metastore.record(run(20_501));
            assertThat(metastore.rows(TOTALS)).containsExactly(List.of(20_501, 41_002, 20_501, 2_050_100));
            assertThat((int) metastore.rows("SELECT count(*) FROM run").get(0).get(0))
                    .isLessThan(20_000);
        }
    }

    @Test
    void aRunIsCountedOnceHoweverOftenItIsTold() {
        for (int again = 0; again < 3; again++) {
            try (Metastore metastore = Metastore.open(directory)) {
                metastore.record(run(1));
                metastore.record(run(2));
                metastore.record(run(1));
            }
        }
        try (Metastore metastore = Metastore.open(directory)) {
            assertThat(metastore.rows(TOTALS)).containsExactly(List.of(2, 4, 2, 200));
            assertThat(metastore.rows("SELECT total FROM expectation")).containsExactly(List.of(2));
            assertThat(metastore.rows("SELECT total FROM event_lag")).containsExactly(List.of(4));
            assertThat(metastore.rows("SELECT total FROM replayed")).containsExactly(List.of(2));
        }
    }
}
