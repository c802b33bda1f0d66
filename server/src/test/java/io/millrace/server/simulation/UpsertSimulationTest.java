package io.millrace.server.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.Formats;
import io.millrace.jobs.engine.local.WorkerContext;
import io.millrace.jobs.insert.InsertPlanner;
import io.millrace.jobs.insert.InsertSpec;
import io.millrace.jobs.insert.Keyed;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two jobs that replace and delete rows of one table, with a catalog and an engine that fail as a seed says, processes that
 * crash or go on beside their successor, and each job committing while the other is about to. {@code -Dmillrace.seed} chooses.
 */
class UpsertSimulationTest {
    private static final int FILES = 8;
    private static final int KEYS = 24;
    private static final int SHARED_FROM = 10;
    private static final int SHARED_TO = 14;
    private static final JobSettings SETTINGS =
            new JobSettings(2, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5));

    @TempDir
    private Path directory;

    private long seed;
    private Random random;
    private Kernel kernel;
    private LakeCatalog catalog;
    private final List<String> history = new ArrayList<>();
    private final SteppingClock clock = new SteppingClock(Instant.parse("2027-01-01T00:00:00Z"), Duration.ofMillis(1));
    private long epochs;

    private record Job(UUID id, String condition) {}

    private final Job low = new Job(new UUID(1, 1), "id < " + SHARED_TO);
    private final Job high = new Job(new UUID(1, 2), "id >= " + SHARED_FROM);

    @Test
    void everyKeyHasItsLastRowWhateverHappens() throws Exception {
        seed = Long.getLong("millrace.seed", System.nanoTime());
        random = new Random(seed);
        Path data = directory.resolve("data");
        land(data);
        try (LakeCatalog opened = Catalogs.embedded(data);
                Kernel started =
                        Kernel.open(new KernelSettings(256L << 20, directory.resolve("spill"), List.of(directory)))) {
            catalog = opened;
            kernel = started;
            Map<Integer, List<Integer>> expected = replay();
            complete(low);
            complete(high);
            Map<Integer, List<Integer>> rows = rows();
            String as = "-Dmillrace.seed=" + seed + " " + history;
            rows.forEach(
                    (id, values) -> assertThat(values).as(as + " key " + id).hasSize(1));
            rows.keySet().removeIf(UpsertSimulationTest::isShared);
            expected.keySet().removeIf(UpsertSimulationTest::isShared);
            assertThat(rows).as(as).isEqualTo(expected);
        }
    }

    private static boolean isShared(int id) {
        return id >= SHARED_FROM && id < SHARED_TO;
    }

    /** A source of several commits, seconds apart or not. */
    private void land(Path data) throws IOException, InterruptedException {
        Path input = Files.createDirectories(directory.resolve("input"));
        String sql = "CREATE FILES CONNECTION IF NOT EXISTS f PATH = '" + input + "';"
                + "CREATE TABLE IF NOT EXISTS lake.u.landed (id BIGINT, v BIGINT, gone BOOLEAN);"
                + "CREATE TABLE IF NOT EXISTS lake.u.target (id BIGINT, v BIGINT) PRIMARY KEY id;"
                + "CREATE JOB IF NOT EXISTS land CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS EVENT_TIME = epoch_ms(1767225600000 + v)"
                + " AS COPY FROM FILES f LOCATION = '' SETTLE_TIME = 0 SECONDS INTO lake.u.landed;";
        int v = 0;
        for (int file = 0; file < FILES; file++) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                lines.add("{\"id\":%d,\"v\":%d,\"gone\":%s}"
                        .formatted(random.nextInt(KEYS), v++, random.nextInt(4) == 0));
            }
            Files.write(input.resolve(file + ".json"), lines);
            assertThat(TestMillrace.runUntilCaughtUp(data, sql)).noneMatch(line -> line.contains("Cannot"));
        }
    }

    /** All values come in the order of their events, so that the last one stands wherever the runs begin. */
    private Map<Integer, List<Integer>> replay() {
        Map<Integer, Record> last = new TreeMap<>();
        for (Record record : records("landed")) {
            int id = ((Long) record.getField("id")).intValue();
            last.merge(id, record, (a, b) -> (Long) a.getField("v") > (Long) b.getField("v") ? a : b);
        }
        Map<Integer, List<Integer>> rows = new TreeMap<>();
        last.forEach((id, record) -> {
            if (!(Boolean) record.getField("gone")) {
                rows.put(id, List.of(((Long) record.getField("v")).intValue()));
            }
        });
        return rows;
    }

    private Map<Integer, List<Integer>> rows() {
        Map<Integer, List<Integer>> rows = new TreeMap<>();
        for (Record record : records("target")) {
            rows.computeIfAbsent(((Long) record.getField("id")).intValue(), id -> new ArrayList<>())
                    .add(((Long) record.getField("v")).intValue());
        }
        return rows;
    }

    private List<Record> records(String table) {
        List<Record> records = new ArrayList<>();
        try (CloseableIterable<Record> read = IcebergGenerics.read(
                        catalog.find("u", table).orElseThrow().iceberg())
                .build()) {
            read.forEach(record -> records.add(record.copy()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }

    private void complete(Job job) {
        JobStatus last;
        do {
            last = process(job, true, Integer.MAX_VALUE);
        } while (last.state() != JobState.COMPLETED && history.size() < 500);
    }

    /** A process of a job from its start to its end, which may be a crash. */
    private JobStatus process(Job job, boolean unreliable, int commits) {
        long epoch = ++epochs;
        history.add("process " + epoch);
        LakeTable target = catalog.find("u", "target").orElseThrow();
        if (unreliable) {
            Job other = random.nextBoolean() ? job : job.equals(low) ? high : low;
            UnreliableOperations operations = new UnreliableOperations(
                    target.operations(), random, () -> process(other, false, 1 + random.nextInt(3)));
            target = new LakeTable(target.name(), new BaseTable(operations, "target"));
        }
        WorkerContext context = new WorkerContext(List.of(), Formats.ALL, () -> kernel);
        PrimaryKey key = PrimaryKey.of(target.metadata().properties());
        TargetLookup lookup = new TargetLookup(key, new KeyIndexes(directory.resolve("keys")), context);
        InsertSpec spec = spec(job, key);
        JobLoop[] loop = new JobLoop[1];
        LakeTable written = target;
        CommitClock commitClock = new CommitClock(clock);
        loop[0] = new JobLoop(
                new JobTarget(
                        job.id().toString(),
                        "merge",
                        epoch,
                        written,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(lookup)),
                () -> new InsertPlanner(
                        spec,
                        new InsertPlanner.Settings(
                                0, Optional.empty(), Duration.ofSeconds(1), 2, 1000, () -> true, view -> {
                                    throw new AssertionError("no view is joined");
                                }),
                        use -> catalog.find("u", "landed").orElseThrow(),
                        written,
                        commitClock,
                        kernel.session()),
                new UnreliableEngine(context, random),
                commitClock,
                clock,
                () -> new UUID(random.nextLong(), random.nextLong()).toString(),
                SETTINGS,
                listener(() -> {
                    if (loop[0].status().runs() + 1 >= commits) {
                        loop[0].stop(JobState.STOPPED);
                    }
                }));
        loop[0].run();
        JobStatus status = loop[0].status();
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

    private static InsertSpec spec(Job job, PrimaryKey key) {
        String sql = "CREATE JOB m AS MERGE INTO lake.u.target t USING (SELECT id, v, gone FROM lake.u.landed WHERE "
                + job.condition() + " AND time_filter()) s ON t.id = s.id WHEN MATCHED AND gone THEN DELETE"
                + " WHEN MATCHED THEN REPLACE WHEN NOT MATCHED THEN INSERT MAP_COLUMNS_BY_NAME EXCEPT gone";
        JobBody body = ((CreateJob) TestMillrace.worksheet(sql).get(0)).body();
        Keyed keyed = InsertSpecs.keyed(body, key);
        Options options = JobOptions.INSERT.resolve(List.of(), body.location());
        return InsertSpecs.of(
                job.id().toString(), "merge", body.insertion().orElseThrow(), TimeColumn.COMMIT_TIME, keyed, options);
    }

    private static JobListener listener(Runnable committed) {
        return new JobListener() {
            @Override
            public void committed(RunRecord run) {
                committed.run();
            }

            @Override
            public void changed(JobStatus status) {
                // told at the end
            }
        };
    }
}
