package io.millrace.server.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kernel.Kernel;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.KernelSettings;
import io.millrace.kernel.Rows;
import io.millrace.kernel.select.NameDefaults;
import io.millrace.kernel.select.RunTimes;
import io.millrace.kernel.select.SelectText;
import io.millrace.lake.storage.FileCache;
import io.millrace.server.Result;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimedResultTest {
    private static final String ENDLESS = "SELECT count(*) AS n FROM range(100000000000000)";

    @TempDir
    private Path directory;

    private Kernel kernel;
    private ScheduledExecutorService timer;

    @BeforeEach
    void open() {
        kernel = Kernel.open(new KernelSettings(1L << 28, directory, List.of(directory)));
        timer = Executors.newSingleThreadScheduledExecutor();
    }

    @AfterEach
    void close() {
        timer.shutdownNow();
        kernel.close();
    }

    @Test
    void endsWhatTakesTooLong() {
        try (Result.Table rows = run(ENDLESS, Duration.ofMillis(1))) {
            assertThat(rows.next()).isFalse();
            assertThat(rows.notes()).containsExactly("stopped after 0 seconds: there may be more rows");
        } catch (MillraceException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED);
        }
    }

    @Test
    void leavesTheRestAlone() {
        try (Result.Table rows = run("SELECT 1 AS n", Duration.ofDays(1))) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.json()).isEqualTo("{\"n\":1}");
            assertThat(rows.next()).isFalse();
            assertThat(rows.notes()).isEmpty();
        }
    }

    @Test
    void passesErrorsOn() {
        assertThatThrownBy(() -> {
                    try (Result.Table rows = run("SELECT 'x'::INTEGER AS n", Duration.ofDays(1))) {
                        rows.next();
                    }
                })
                .isInstanceOf(MillraceException.class);
    }

    private Result.Table run(String sql, Duration most) {
        KernelSession session = kernel.session();
        return TimedResult.of(most, timer, session, () -> {
            Rows rows = session.query(
                    session.analyze(
                            new SelectText(sql, new SourceLocation("test.sql", 1, 1)), new NameDefaults("lake", "raw")),
                    use -> {
                        throw new AssertionError(use);
                    },
                    RunTimes.NONE);
            return new QueryResult(session, rows, FileCache.unused().lease(), 10, List.of());
        });
    }
}
