package io.millrace.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.jobs.loop.JobPlanner.Lag;
import io.millrace.jobs.loop.JobState;
import io.millrace.jobs.loop.JobStatus;
import io.millrace.jobs.task.TaskResult.Counts;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.testing.SteppingClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class ViewsTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

    private final SteppingClock clock = new SteppingClock(START, Duration.ZERO);

    @Test
    void showsALinePerJobWithItsRates() {
        JobLines lines = new JobLines(clock);
        lines.lines(List.of(running(0, 0)), 120);
        clock.advance(Duration.ofSeconds(2));

        assertThat(text(lines.lines(List.of(running(5000, 3)), 120))).isEqualTo("""

                 job          state     rows/s  input/s   rows  waiting  behind  last commit  rejects
                 load_orders  running  2,500/s   1.3 MB  5,000       17   1.5 s    2.0 s ago        3

                 2.0 s · Ctrl-C stops after the commit
                """);
    }

    @Test
    void showsErrorsInFull() {
        JobStatus failed = failed(
                new MillraceException(ErrorCode.POSITION_LOST, "Cannot read from offset 5: it is gone").withHint("x"));

        assertThat(text(new JobLines(clock).lines(List.of(failed), 40)))
                .contains("\n load_orders: MR3004: Cannot read from o")
                .contains("\nffset 5: it is gone (x)");
    }

    @Test
    void writesALineForEachChangeAndASummaryOnceInAWhile() {
        StringWriter out = new StringWriter();
        PlainView view = new PlainView(new PrintWriter(out), clock);
        view.show(List.of(running(0, 0)));
        clock.advance(Duration.ofSeconds(1));
        view.show(List.of(running(1000, 0)));
        clock.advance(Duration.ofSeconds(4));
        view.show(List.of(running(5000, 1)));
        view.show(List.of(running(5001, 1)));
        view.show(List.of(failed(new MillraceException(ErrorCode.SOURCE_UNAVAILABLE, "Cannot reach broker: b"))));

        assertThat(out.toString()).isEqualTo("""
                2026-01-31T10:00:00Z load_orders: running
                2026-01-31T10:00:05Z load_orders: running, 5,000 rows (1,000/s, 500 KB/s), 17 waiting, 1 rejects
                2026-01-31T10:00:05Z load_orders: failed: MR3002: Cannot reach broker: b
                """);
    }

    private static JobStatus running(long rows, long rejects) {
        Counts counts = Counts.decoded(rows + rejects, rows * 500, 0, 0, 0)
                .plus(Counts.landed(rows, rejects, new TreeMap<>(), 0, new TreeMap<>()));
        return new JobStatus(
                "load_orders",
                JobState.RUNNING,
                counts,
                rows,
                rows == 0 ? Optional.empty() : Optional.of(START),
                rows == 0 ? Lag.NONE : new Lag(17, 1500),
                Optional.empty(),
                0);
    }

    private static JobStatus failed(MillraceException error) {
        return new JobStatus(
                "load_orders", JobState.FAILED, Counts.NONE, 0, Optional.empty(), Lag.NONE, Optional.of(error), 0);
    }

    private static String text(List<AttributedString> lines) {
        return lines.stream()
                .map(line -> line.toString().stripTrailing() + "\n")
                .collect(Collectors.joining());
    }
}
