package io.millrace.server.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.Formats;
import io.millrace.jobs.engine.local.WorkerContext;
import io.millrace.jobs.insert.EventProgress;
import io.millrace.jobs.insert.EventProgress.Finished;
import io.millrace.jobs.insert.InsertPlanner;
import io.millrace.jobs.insert.InsertSpec;
import io.millrace.jobs.insert.SyncPlanner;
import io.millrace.jobs.loop.JobListener;
import io.millrace.jobs.loop.JobLoop;
import io.millrace.jobs.loop.JobSettings;
import io.millrace.jobs.loop.JobState;
import io.millrace.jobs.loop.JobStatus;
import io.millrace.jobs.loop.JobTarget;
import io.millrace.jobs.loop.PlannedRun;
import io.millrace.jobs.loop.RunRecord;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.KernelSettings;
import io.millrace.kernel.select.TimeColumn;
import io.millrace.lake.LakeTable;
import io.millrace.lake.TableName;
import io.millrace.lake.catalog.Catalogs;
import io.millrace.lake.catalog.LakeCatalog;
import io.millrace.lake.commit.CommitClock;
import io.millrace.lake.keys.PrimaryKey;
import io.millrace.server.TestMillrace;
import io.millrace.server.define.InsertSpecs;
import io.millrace.spi.source.Position;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.JobBody;
import io.millrace.sql.tree.Statement.CreateJob;
import io.millrace.testing.SteppingClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A SYNC job whose source gets events in any order, with a catalog and an engine that fail as a seed says and processes that crash
 * before and after any commit: every row is read by one run, that of its range or, if it came late, a later one; a replay reads
 * each in its own. {@code -Dmillrace.seed} chooses.
 */
class SyncSimulationTest {
    private static final JobSettings SETTINGS =
            new JobSettings(2, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5));
    private static final String JOB = new UUID(1, 1).toString();
    private static final String AGAIN = new UUID(1, 2).toString();
    private static final long FIRST = 1_767_225_600_000_000L;
    private static final long MINUTE = 60_000_000L;

    @TempDir
    private Path directory;

    private long seed;
    private Random random;
    private Kernel kernel;
    private LakeCatalog catalog;
    private Path data;
    private int landed;
    private Finished finished = new Finished(PlannedRun.UNKNOWN, PlannedRun.UNKNOWN, Optional.empty());
    private boolean drained;
    private final List<String> history = new ArrayList<>();
    private final SteppingClock clock = new SteppingClock(Instant.parse("2027-01-01T00:00:00Z"), Duration.ofMillis(1));
    private long epochs;

    @Test
    void everyRowIsReadByOneRun() throws Exception {
        seed = Long.getLong("millrace.seed", System.nanoTime());
        random = new Random(seed);
        data = directory.resolve("data");
        land(6);
        try (LakeCatalog opened = Catalogs.embedded(data);
                Kernel started =
                        Kernel.open(new KernelSettings(256L << 20, directory.resolve("spill"), List.of(directory)))) {
            catalog = opened;
            kernel = started;
            TreeSet<Long> commits = new TreeSet<>();
            records("landed").forEach(row -> commits.add(micros(row, "_commit_time")));
            long event = FIRST;
            for (long commit : commits) {
                event += random.nextLong(3 * MINUTE);
                finished = new Finished(event, commit + 1, Optional.empty());
                for (int i = random.nextInt(4); i >= 0; i--) {
                    process(JOB, "live", 1 + random.nextInt(4));
                }
                check(false);
            }
            drained = true;
            complete(JOB, "live");
            check(true);
            complete(AGAIN, "again");
            assertThat(runs("again")).as(as()).allMatch(run -> run.start() <= run.event() && run.event() < run.end());
            assertThat(runs("again").stream().map(Run::id).sorted().toList())
                    .as(as())
                    .isEqualTo(ids());
        }
    }

    /** That a row was read by a run. */
    private record Run(long id, long event, long start, long end) {}

    private void check(boolean all) {
        List<Run> runs = runs("live");
        assertThat(runs.stream().map(Run::id).toList()).as(as()).doesNotHaveDuplicates();
        assertThat(runs).as(as()).allMatch(run -> run.event() < run.end());
        if (all) {
            assertThat(runs.stream().map(Run::id).sorted().toList()).as(as()).isEqualTo(ids());
        }
    }

    private List<Long> ids() {
        return records("landed").stream()
                .map(row -> (Long) row.getField("id"))
                .sorted()
                .toList();
    }

    private List<Run> runs(String table) {
        return records(table).stream()
                .map(row -> new Run(
                        (Long) row.getField("id"), (Long) row.getField("event"), (Long) row.getField("s"), (Long)
                                row.getField("e")))
                .toList();
    }

    private static long micros(Record row, String column) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, ((OffsetDateTime) row.getField(column)).toInstant());
    }

    private void complete(String id, String table) {
        JobStatus last;
        do {
            last = process(id, table, Integer.MAX_VALUE);
        } while (last.state() != JobState.COMPLETED && history.size() < 1000);
    }

    private String as() {
        return "-Dmillrace.seed=" + seed + " " + history;
    }

    private LakeTable unreliable(String name) {
        LakeTable target = catalog.find("b", name).orElseThrow();
        return new LakeTable(
                target.name(), new BaseTable(new UnreliableOperations(target.operations(), random, () -> {}), name));
    }

    private List<Record> records(String table) {
        List<Record> records = new ArrayList<>();
        try (CloseableIterable<Record> read = IcebergGenerics.read(
                        catalog.find("b", table).orElseThrow().iceberg())
                .build()) {
            read.forEach(record -> records.add(record.copy()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }

    private void land(int files) throws IOException, InterruptedException {
        Path input = Files.createDirectories(directory.resolve("input"));
        String sql = "CREATE FILES CONNECTION IF NOT EXISTS f PATH = '" + input + "';"
                + "CREATE TABLE IF NOT EXISTS lake.b.landed (id BIGINT, s BIGINT);"
                + "CREATE TABLE IF NOT EXISTS lake.b.live (id BIGINT, event BIGINT, s BIGINT, e BIGINT);"
                + "CREATE TABLE IF NOT EXISTS lake.b.again (id BIGINT, event BIGINT, s BIGINT, e BIGINT);"
                + "CREATE JOB IF NOT EXISTS land CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS EVENT_TIME = to_timestamp(1767225600 + s)"
                + " AS COPY FROM FILES f LOCATION = '' SETTLE_TIME = 0 SECONDS INTO lake.b.landed;";
        for (int file = 0; file < files; file++) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                lines.add("{\"id\":%d,\"s\":%d}".formatted(landed++, random.nextInt(90 * (file + 2))));
            }
            Files.write(input.resolve(landed + ".json"), lines);
            assertThat(TestMillrace.runUntilCaughtUp(data, sql)).noneMatch(line -> line.contains("Cannot"));
        }
    }

    /** A process of the job from its start to its end, which may be a crash; it also ends when there is nothing to read. */
    private JobStatus process(String id, String name, int commits) {
        long epoch = ++epochs;
        history.add("process " + epoch);
        LakeTable target = unreliable(name);
        WorkerContext context = new WorkerContext(List.of(), Formats.ALL, () -> kernel);
        InsertSpec spec = spec(id, name);
        JobLoop[] loop = new JobLoop[1];
        CommitClock commitClock = new CommitClock(clock);
        EventProgress progress = new EventProgress() {
            @Override
            public Finished of(TableName table) {
                return finished;
            }

            @Override
            public long before(TableName table, long commitMicros) {
                return PlannedRun.UNKNOWN;
            }
        };
        loop[0] = new JobLoop(
                new JobTarget(id, "see", epoch, target, Optional.empty()),
                () -> new SyncPlanner(
                        spec,
                        new InsertPlanner.Settings(
                                0,
                                Optional.empty(),
                                Duration.ofMinutes(1),
                                2,
                                15,
                                () -> drained,
                                view -> {
                                    throw new AssertionError("no view is joined");
                                },
                                progress,
                                Duration.ZERO,
                                Optional.empty()),
                        use -> catalog.find("b", "landed").orElseThrow(),
                        target,
                        commitClock,
                        kernel.session()),
                new UnreliableEngine(context, random),
                commitClock,
                clock,
                () -> new UUID(random.nextLong(), random.nextLong()).toString(),
                SETTINGS,
                listener(
                        () -> {
                            if (loop[0].status().runs() + 1 >= commits) {
                                loop[0].stop(JobState.STOPPED);
                            }
                        },
                        () -> {
                            if (!drained) {
                                loop[0].stop(JobState.STOPPED);
                            }
                        }));
        loop[0].run();
        JobStatus status = loop[0].status();
        status.error().ifPresent(error -> {
            history.add("ended: " + error.getMessage());
            assertThat(status.state() == JobState.FAILED && !error.getMessage().contains("Crash"))
                    .as("-Dmillrace.seed=%d: a failure that nothing caused: %s", seed, error)
                    .isFalse();
        });
        return status;
    }

    private static InsertSpec spec(String id, String table) {
        String sql = "CREATE SYNC JOB see AS INSERT INTO lake.b." + table + " MAP_COLUMNS_BY_NAME SELECT id,"
                + " epoch_us($event_time) AS event, epoch_us(run_start_time()) AS s, epoch_us(run_end_time()) AS e"
                + " FROM lake.b.landed WHERE time_filter()";
        JobBody body = ((CreateJob) TestMillrace.worksheet(sql).get(0)).body();
        return InsertSpecs.of(
                id,
                "see",
                body.insertion().orElseThrow(),
                TimeColumn.EVENT_TIME,
                InsertSpecs.keyed(body, PrimaryKey.NONE),
                JobOptions.INSERT.resolve(List.of(), body.location()));
    }

    private static JobListener listener(Runnable committed, Runnable caughtUp) {
        return new JobListener() {
            @Override
            public void committed(RunRecord run) {
                committed.run();
            }

            @Override
            public void caughtUp(Position reached) {
                caughtUp.run();
            }

            @Override
            public void changed(JobStatus status) {
                // told at the end
            }
        };
    }
}
