package io.millrace.jobs.insert;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kernel.window.Window;
import io.millrace.kernel.window.Window.Kind;
import io.millrace.lake.LakeTable;
import io.millrace.lake.catalog.Catalogs;
import io.millrace.lake.catalog.LakeCatalog;
import io.millrace.lake.commit.CommitRequest;
import io.millrace.lake.commit.Committer;
import io.millrace.lake.commit.JobToken;
import io.millrace.lake.parquet.EncodingHints;
import io.millrace.lake.schema.Conformer;
import io.millrace.lake.write.TableWriter;
import io.millrace.lake.write.WriteSettings;
import io.millrace.lake.write.WriteTarget;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.source.Position;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run reads does not grow with the age of the table. */
class WindowInputTest {
    private static final long MINUTE = 60_000_000L;
    private static final long DAY = 1440 * MINUTE;
    private static final String JOB = new UUID(1, 1).toString();
    private static final WindowColumns COLUMNS = new WindowColumns(List.of(), "window_start", "window_end");

    @TempDir
    private Path directory;

    private LakeCatalog catalog;
    private LakeTable source;
    private LakeTable target;
    private final Map<String, JobToken> tokens = new HashMap<>();

    @BeforeEach
    void create() {
        catalog = Catalogs.embedded(directory);
        source = table("source", "_event_time");
        target = table("target", "window_start", "window_end");
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    private LakeTable table(String name, String... times) {
        List<NestedField> fields = new ArrayList<>();
        fields.add(NestedField.optional(1, "_commit_time", Types.TimestampType.withZone()));
        for (String time : times) {
            fields.add(NestedField.optional(fields.size() + 1, time, Types.TimestampType.withZone()));
        }
        return catalog.create("s", name, new Schema(fields), PartitionSpec.unpartitioned(), Map.of());
    }

    /** Commits one row. */
    private void commit(LakeTable table, long commit, Map<String, Long> times) {
        Optional<JobToken> before = Optional.ofNullable(tokens.get(table.name().table()));
        JobToken next = new JobToken(JOB, before.map(JobToken::run).orElse(0L) + 1, 1, "a", commit, Position.START);
        WriteTarget to = WriteTarget.of(table.refresh());
        List<Column> columns = new ArrayList<>();
        times.forEach((name, micros) -> columns.add(column(name, micros)));
        columns.add(column("_commit_time", commit));
        List<DataFile> files;
        try (TableWriter writer = new TableWriter(to, JOB + "-" + commit, WriteSettings.DEFAULT, new EncodingHints())) {
            writer.write(
                    new Conformer(to.evolution()).conform(new Batch(1, columns)),
                    to.evolution().schema());
            files = writer.finish();
        }
        new Committer().commit(table, new CommitRequest(before, next, Optional.of(to.evolution()), files, Map.of()));
        tokens.put(table.name().table(), next);
    }

    private static Column column(String name, long micros) {
        Column column = new Column(name);
        column.longs(io.millrace.spi.batch.Kind.TIMESTAMP).append(0, micros);
        return column;
    }

    private WindowInput input(Window window) {
        return new WindowInput(window, 20 * MINUTE, 0, source, target, COLUMNS);
    }

    @Test
    void anAbandonedRunIsPlannedAgainWithItsFiles() {
        WindowInput input = input(new Window(Kind.TUMBLE, 10 * MINUTE, 10 * MINUTE));
        commit(source, DAY, Map.of("_event_time", DAY));
        commit(source, DAY + 600 * MINUTE, Map.of("_event_time", DAY + 600 * MINUTE));
        WindowedRows first = input.plan(DAY, DAY + 1);
        input.plan(DAY + 600 * MINUTE, DAY + 600 * MINUTE + 1);
        input.look(DAY + 700 * MINUTE);
        assertThat(input.kept()).isLessThan(2);

        WindowedRows again = input.plan(DAY, DAY + 1);

        assertThat(again.fresh()).hasSize(1).isEqualTo(first.fresh());
        assertThat(again.reading()).isEqualTo(first.reading());
    }

    @Test
    void aRunReadsTheFilesOfItsWindowsAlone() {
        Window window = new Window(Kind.TUMBLE, 10 * MINUTE, 10 * MINUTE);
        WindowInput followed = input(window);
        for (int i = 0; i < 60; i++) {
            long now = DAY + i * MINUTE;
            commit(source, now, Map.of("_event_time", now - MINUTE));
            WindowedRows rows = followed.plan(now, now + 1);

            assertThat(rows.fresh()).hasSize(1);
            assertThat(rows.files()).hasSizeBetween(1, 10);
            assertThat(rows.reading().marks()).hasSizeLessThanOrEqualTo(2);
        }
        long now = DAY + 60 * MINUTE;
        commit(source, now, Map.of("_event_time", now - 25 * MINUTE));
        for (WindowInput one : List.of(followed, input(window))) {
            WindowedRows rows = one.plan(now, now + 1);
            assertThat(rows.files()).hasSize(11);
            assertThat(one.kept()).isLessThan(42);
        }
    }

    @Test
    void aRunReadsTheSessionsThatItsRowsMayJoin() {
        Window window = new Window(Kind.SESSION, 2 * MINUTE, 2 * MINUTE);
        WindowInput followed = input(window);
        for (int i = 0; i < 60; i++) {
            long now = DAY + i * MINUTE;
            long begun = now - i % 10 * MINUTE;
            if (i % 10 < 7) {
                commit(source, now, Map.of("_event_time", now));
                assertThat(followed.plan(now, now + 1).files()).hasSizeBetween(1, 7);
                commit(target, now, Map.of("window_start", begun, "window_end", now + 2 * MINUTE));
            }
        }
        assertThat(followed.kept()).isLessThan(30);
        assertThat(input(window).plan(DAY + 200 * MINUTE, DAY + 201 * MINUTE).files())
                .isEmpty();
    }
}
