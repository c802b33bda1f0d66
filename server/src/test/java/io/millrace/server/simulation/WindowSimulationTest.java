package io.millrace.server.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.formats.Formats;
import io.millrace.jobs.engine.local.WorkerContext;
import io.millrace.jobs.insert.EventProgress;
import io.millrace.jobs.insert.InsertPlanner;
import io.millrace.jobs.insert.InsertSpec;
import io.millrace.jobs.insert.LateRows;
import io.millrace.jobs.insert.TargetLookup;
import io.millrace.jobs.loop.JobListener;
import io.millrace.jobs.loop.JobLoop;
import io.millrace.jobs.loop.JobSettings;
import io.millrace.jobs.loop.JobState;
import io.millrace.jobs.loop.JobStatus;
import io.millrace.jobs.loop.JobTarget;
import io.millrace.jobs.loop.RunRecord;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.KernelSettings;
import io.millrace.kernel.select.TimeColumn;
import io.millrace.lake.LakeTable;
import io.millrace.lake.catalog.Catalogs;
import io.millrace.lake.catalog.LakeCatalog;
import io.millrace.lake.commit.CommitClock;
import io.millrace.lake.keys.KeyIndexes;
import io.millrace.lake.keys.PrimaryKey;
import io.millrace.server.TestMillrace;
import io.millrace.server.define.InsertSpecs;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.option.Options;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.JobBody;
import io.millrace.sql.tree.Statement.CreateJob;
import io.millrace.testing.SteppingClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A job with windows over a table whose rows come out of order and too late, with a catalog and an engine that fail as a seed
 * says, and processes that crash: what it publishes is the batch answer. {@code -Dmillrace.seed} chooses.
 */
class WindowSimulationTest {
    private static final long MINUTE = 60_000_000L;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JobSettings SETTINGS =
            new JobSettings(2, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5));
    private static final UUID JOB = new UUID(1, 1);

    @TempDir
    private Path directory;

    private long seed;
    private Random random;
    private Kernel kernel;
    private LakeCatalog catalog;
    private final List<String> history = new ArrayList<>();
    private final SteppingClock clock = new SteppingClock(Instant.parse("2027-01-01T00:00:00Z"), Duration.ofMillis(1));
    private long epochs;

    @ParameterizedTest
    @ValueSource(strings = {"TUMBLE", "HOP", "SESSION"})
    void whatIsPublishedIsTheBatchAnswer(String kind) throws Exception {
        seed = Long.getLong("millrace.seed", System.nanoTime());
        random = new Random(seed);
        long slide = 1L + random.nextInt(20);
        long size = kind.equals("HOP") ? slide * 2 + random.nextInt(10) : slide;
        long lateness = random.nextBoolean() ? 0 : random.nextInt(120);
        String arguments = kind.equals("HOP") ? slide + " minutes', INTERVAL '" + size : String.valueOf(size);
        String window = kind + "($event_time, INTERVAL '" + arguments + " minutes')";
        history.add(window + " lateness " + lateness);
        Path data = directory.resolve("data");
        TestMillrace.runUntilCaughtUp(
                data,
                "CREATE TABLE lake.u.source (k STRING, v BIGINT); CREATE TABLE lake.u.target (k STRING, window_start"
                        + " TIMESTAMP, window_end TIMESTAMP, n BIGINT, total BIGINT) PRIMARY KEY k, window_start;");
        try (LakeCatalog opened = Catalogs.embedded(data);
                Kernel started =
                        Kernel.open(new KernelSettings(256L << 20, directory.resolve("spill"), List.of(directory)))) {
            catalog = opened;
            kernel = started;
            catalog.create("u", "late", LateRows.SCHEMA, PartitionSpec.unpartitioned(), Map.of("format-version", "2"));
            WindowSource source = new WindowSource(catalog.find("u", "source").orElseThrow(), random);
            for (int step = 0; step < 8; step++) {
                for (int commit = random.nextInt(12); commit >= 0; commit--) {
                    source.commit();
                }
                complete(spec(window), lateness);
            }
            long micros = lateness * MINUTE;
            try (WindowOracle oracle = new WindowOracle(source.rows())) {
                String as = "-Dmillrace.seed=" + seed + " " + history;
                boolean sessions = kind.equals("SESSION");
                assertThat(read("target", WindowSimulationTest::published))
                        .as(as)
                        .isEqualTo(
                                sessions
                                        ? oracle.sessions(size * MINUTE, micros)
                                        : oracle.windows(slide * MINUTE, size * MINUTE, micros));
                assertThat(read("late", WindowSimulationTest::late))
                        .as(as)
                        .isEqualTo(oracle.late(sessions ? 0 : slide * MINUTE, size * MINUTE, micros));
            }
        }
    }

    private static String published(Record record) {
        return "%s %s %s %s %s"
                .formatted(
                        record.getField("k"),
                        micros(record, "window_start"),
                        micros(record, "window_end"),
                        record.getField("n"),
                        record.getField("total"));
    }

    private static String late(Record record) {
        try {
            Map<?, ?> row = JSON.readValue(record.getField("source_row").toString(), Map.class);
            assertThat(record.getField("reason")).isEqualTo(row.get("_event_time") == null ? "no event time" : "late");
            return "%s %s %s %s %s"
                    .formatted(
                            row.get("k"),
                            row.get("v"),
                            micros(record, "_event_time"),
                            micros(record, "row_commit_time"),
                            micros(record, "watermark"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Long micros(Record record, String column) {
        OffsetDateTime time = (OffsetDateTime) record.getField(column);
        return time == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant());
    }

    private List<String> read(String table, Function<Record, String> line) {
        List<String> lines = new ArrayList<>();
        try (CloseableIterable<Record> read = IcebergGenerics.read(
                        catalog.find("u", table).orElseThrow().iceberg())
                .build()) {
            read.forEach(record -> lines.add(line.apply(record)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lines.sort(null);
        return lines;
    }

    private void complete(InsertSpec spec, long lateness) {
        JobStatus last;
        do {
            last = process(spec, lateness);
        } while (last.state() != JobState.COMPLETED && history.size() < 500);
    }

    /** A process of the job from its start to its end, which may be a crash. */
    private JobStatus process(InsertSpec spec, long lateness) {
        long epoch = ++epochs;
        history.add("process " + epoch);
        LakeTable target = unreliable("target");
        LakeTable late = unreliable("late");
        WorkerContext context = new WorkerContext(List.of(), Formats.ALL, () -> kernel);
        TargetLookup lookup = new TargetLookup(spec.keyed().key(), new KeyIndexes(directory.resolve("keys")), context);
        CommitClock commitClock = new CommitClock(clock);
        Duration interval = Duration.ofSeconds(1 + random.nextInt(3));
        int most = 1 + random.nextInt(40);
        boolean merges = spec.select().contains("SESSION");
        JobLoop loop = new JobLoop(
                new JobTarget(
                        JOB.toString(),
                        "windows",
                        epoch,
                        target,
                        Optional.of(late),
                        Optional.empty(),
                        Optional.of(lookup)),
                () -> new InsertPlanner(
                        spec,
                        new InsertPlanner.Settings(
                                0,
                                Optional.empty(),
                                interval,
                                2,
                                most,
                                () -> true,
                                view -> {
                                    throw new AssertionError("no view is joined");
                                },
                                EventProgress.UNKNOWN,
                                Duration.ofMinutes(lateness),
                                Optional.of(late)),
                        use -> catalog.find("u", "source").orElseThrow(),
                        target,
                        commitClock,
                        kernel.session()),
                new UnreliableEngine(context, random),
                commitClock,
                clock,
                () -> new UUID(random.nextLong(), random.nextLong()).toString(),
                merges ? SETTINGS.oneAtATime() : SETTINGS,
                LISTENER);
        loop.run();
        JobStatus status = loop.status();
        status.error().ifPresent(error -> {
            history.add("process " + epoch + " ended: " + error.getMessage());
            boolean expected =
                    error.code() == ErrorCode.FENCED || error.getMessage().contains("Crash");
            assertThat(status.state() == JobState.FAILED && !expected)
                    .as("-Dmillrace.seed=%d: a failure that nothing caused: %s", seed, error)
                    .isFalse();
        });
        return status;
    }

    private LakeTable unreliable(String name) {
        LakeTable table = catalog.find("u", name).orElseThrow();
        return new LakeTable(
                table.name(), new BaseTable(new UnreliableOperations(table.operations(), random, () -> {}), name));
    }

    private InsertSpec spec(String window) {
        String sql = "CREATE JOB w AS INSERT INTO lake.u.target MAP_COLUMNS_BY_NAME SELECT k, window_start, window_end,"
                + " count(*) AS n, sum(v) AS total FROM lake.u.source WHERE time_filter() GROUP BY k, " + window;
        JobBody body = ((CreateJob) TestMillrace.worksheet(sql).get(0)).body();
        PrimaryKey key = PrimaryKey.of(
                catalog.find("u", "target").orElseThrow().metadata().properties());
        Options options = JobOptions.INSERT.resolve(List.of(), body.location());
        return InsertSpecs.of(
                JOB.toString(),
                "w",
                body.insertion().orElseThrow(),
                TimeColumn.COMMIT_TIME,
                InsertSpecs.keyed(body, key),
                options);
    }

    private static final JobListener LISTENER = new JobListener() {
        @Override
        public void committed(RunRecord run) {
            // told at the end
        }

        @Override
        public void changed(JobStatus status) {
            // told at the end
        }
    };
}
