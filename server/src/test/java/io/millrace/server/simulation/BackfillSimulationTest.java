package io.millrace.server.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.Formats;
import io.millrace.jobs.engine.local.WorkerContext;
import io.millrace.jobs.insert.InsertPlanner;
import io.millrace.jobs.insert.InsertSpec;
import io.millrace.jobs.insert.TargetLookup;
import io.millrace.jobs.loop.JobListener;
import io.millrace.jobs.loop.JobLoop;
import io.millrace.jobs.loop.JobSettings;
import io.millrace.jobs.loop.JobState;
import io.millrace.jobs.loop.JobStatus;
import io.millrace.jobs.loop.JobTarget;
import io.millrace.jobs.loop.RowLookup;
import io.millrace.jobs.loop.RunRecord;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.KernelSettings;
import io.millrace.kernel.select.TimeColumn;
import io.millrace.lake.LakeTable;
import io.millrace.lake.catalog.Catalogs;
import io.millrace.lake.catalog.LakeCatalog;
import io.millrace.lake.commit.CommitClock;
import io.millrace.lake.commit.JobToken;
import io.millrace.lake.commit.ShadowBranch;
import io.millrace.lake.keys.KeyIndexes;
import io.millrace.lake.keys.PrimaryKey;
import io.millrace.server.TestMillrace;
import io.millrace.server.define.InsertSpecs;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
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
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A new version of a job is built on a branch beside the old one and takes its place, with a catalog and an engine that fail as
 * a seed says and processes that crash before and after any commit: readers see all of the one or all of the other, each row
 * once. {@code -Dmillrace.seed} chooses.
 */
class BackfillSimulationTest {
    private static final int KEYS = 12;
    private static final JobSettings SETTINGS =
            new JobSettings(2, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5));
    private static final String JOB = new UUID(1, 1).toString();
    private static final String SHADOW = ShadowBranch.shadowOf(JOB, "2");

    @TempDir
    private Path directory;

    private long seed;
    private Random random;
    private Kernel kernel;
    private LakeCatalog catalog;
    private Path data;
    private int landed;
    private final List<String> history = new ArrayList<>();
    private final SteppingClock clock = new SteppingClock(Instant.parse("2027-01-01T00:00:00Z"), Duration.ofMillis(1));
    private long epochs;

    /** Whether rows replace each other. */
    enum Shape {
        PLAIN,
        KEYED
    }

    @ParameterizedTest
    @EnumSource
    void readersSeeAllOfOneVersion(Shape shape) throws Exception {
        seed = Long.getLong("millrace.seed", System.nanoTime());
        random = new Random(seed);
        data = directory.resolve("data");
        land(shape, 3);
        try (LakeCatalog opened = Catalogs.embedded(data);
                Kernel started =
                        Kernel.open(new KernelSettings(256L << 20, directory.resolve("spill"), List.of(directory)))) {
            catalog = opened;
            kernel = started;
            process(JOB, 1, Optional.empty(), 1);
            boolean swapped = false;
            for (int step = 0; !swapped && step < 300; step++) {
                if (step == 8) {
                    land(shape, 2);
                }
                swapped = step(step > 8);
                check(shape, swapped ? 2 : 1);
            }
            assertThat(swapped).as(as()).isTrue();
            land(shape, 1);
            JobStatus last;
            do {
                last = process(JOB, 2, Optional.empty(), Integer.MAX_VALUE);
                check(shape, 2);
            } while (last.state() != JobState.COMPLETED && history.size() < 1000);
            assertThat(rows()).as(as()).isEqualTo(expected(shape, 2));
            assertThat(catalog.find("b", "target").orElseThrow().metadata().refs())
                    .as(as())
                    .containsOnlyKeys("main");
        }
    }

    private String as() {
        return "-Dmillrace.seed=" + seed + " " + history;
    }

    /** Something that a process does, which may be its end; whether readers see the new version. */
    private boolean step(boolean all) {
        try {
            if (random.nextInt(3) == 0) {
                process(JOB, 1, Optional.empty(), 1 + random.nextInt(2));
                return false;
            }
            ShadowBranch.Builder builder = new ShadowBranch.Builder(JOB, SHADOW, ++epochs);
            LakeTable table = unreliable();
            if (ShadowBranch.claim(table, builder).isPresent()) {
                return true;
            }
            JobStatus built = process(SHADOW, 2, Optional.of(ShadowBranch.NAME), 1 + random.nextInt(3));
            Optional<JobToken> old = table.refresh().token(JOB);
            Optional<JobToken> next = table.token(SHADOW);
            boolean covers = built.state() == JobState.COMPLETED
                    && next.isPresent()
                    && old.map(token -> token.position().furthest(next.get().position()))
                            .map(next.get().position()::equals)
                            .orElse(true);
            if (!all || !covers) {
                return false;
            }
            history.add("swap");
            return ShadowBranch.swap(table, builder, old, next, next.get().position())
                    .isPresent();
        } catch (Crash | MillraceException | RuntimeIOException e) {
            history.add("crash: " + e.getMessage());
            assertThat(e instanceof MillraceException known && known.code() == ErrorCode.COMMIT_REFUSED)
                    .as(as())
                    .isFalse();
            return catalog.find("b", "target").orElseThrow().token(SHADOW).isEmpty()
                    && rows().stream().anyMatch(row -> row.startsWith("2 "));
        }
    }

    private LakeTable unreliable() {
        LakeTable target = catalog.find("b", "target").orElseThrow();
        return new LakeTable(
                target.name(),
                new BaseTable(new UnreliableOperations(target.operations(), random, () -> {}), "target"));
    }

    private void check(Shape shape, int version) {
        List<String> rows = rows();
        String other = (3 - version) + " ";
        assertThat(rows).as(as()).noneMatch(row -> row.startsWith(other));
        assertThat(rows).as(as()).doesNotHaveDuplicates();
        if (shape == Shape.PLAIN) {
            assertThat(expected(shape, version)).as(as()).containsAll(rows);
        }
    }

    private List<String> rows() {
        return sorted(records("target").stream()
                .map(row -> row.getField("version") + " " + row.getField("id") + "=" + row.getField("v")));
    }

    private List<String> expected(Shape shape, int version) {
        List<Record> all = records("landed");
        if (shape == Shape.PLAIN) {
            return sorted(all.stream()
                    .map(row -> version + " " + row.getField("id") + "=" + version * (Long) row.getField("v")));
        }
        TreeMap<Long, Long> last = new TreeMap<>();
        all.forEach(row -> last.merge((Long) row.getField("id"), (Long) row.getField("v"), Math::max));
        return sorted(
                last.entrySet().stream().map(row -> version + " " + row.getKey() + "=" + version * row.getValue()));
    }

    private static List<String> sorted(Stream<String> rows) {
        return rows.sorted().toList();
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

    private void land(Shape shape, int files) throws IOException, InterruptedException {
        Path input = Files.createDirectories(directory.resolve("input"));
        String sql = "CREATE FILES CONNECTION IF NOT EXISTS f PATH = '" + input + "';"
                + "CREATE TABLE IF NOT EXISTS lake.b.landed (id BIGINT, v BIGINT);"
                + "CREATE TABLE IF NOT EXISTS lake.b.target (version BIGINT, id BIGINT, v BIGINT)"
                + (shape == Shape.KEYED ? " PRIMARY KEY id;" : ";")
                + "CREATE JOB IF NOT EXISTS land CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS EVENT_TIME = epoch_ms(1767225600000 + v)"
                + " AS COPY FROM FILES f LOCATION = '' SETTLE_TIME = 0 SECONDS INTO lake.b.landed;";
        for (int file = 0; file < files; file++) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                lines.add("{\"id\":%d,\"v\":%d}".formatted(random.nextInt(KEYS), landed++));
            }
            Files.write(input.resolve(landed + ".json"), lines);
            assertThat(TestMillrace.runUntilCaughtUp(data, sql)).noneMatch(line -> line.contains("Cannot"));
        }
    }

    /** A process of a version from its start to its end, which may be a crash. */
    private JobStatus process(String id, int version, Optional<String> branch, int commits) {
        long epoch = ++epochs;
        history.add((branch.isPresent() ? "build " : "process ") + epoch);
        LakeTable target = unreliable();
        WorkerContext context = new WorkerContext(List.of(), Formats.ALL, () -> kernel);
        PrimaryKey key = PrimaryKey.of(
                catalog.find("b", "target").orElseThrow().metadata().properties());
        Optional<RowLookup> lookup = key.exists()
                ? Optional.of(new TargetLookup(key, new KeyIndexes(directory.resolve("keys")), context))
                : Optional.empty();
        InsertSpec spec = spec(id, version, key);
        JobLoop[] loop = new JobLoop[1];
        CommitClock commitClock = new CommitClock(clock);
        loop[0] = new JobLoop(
                new JobTarget(id, "price", epoch, target, Optional.empty(), Optional.empty(), lookup, version, branch),
                () -> new InsertPlanner(
                        spec,
                        new InsertPlanner.Settings(
                                0, Optional.empty(), Duration.ofSeconds(1), 2, 15, () -> true, view -> {
                                    throw new AssertionError("no view is joined");
                                }),
                        use -> catalog.find("b", "landed").orElseThrow(),
                        target,
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
            history.add("ended: " + error.getMessage());
            assertThat(status.state() == JobState.FAILED && !error.getMessage().contains("Crash"))
                    .as("-Dmillrace.seed=%d: a failure that nothing caused: %s", seed, error)
                    .isFalse();
        });
        return status;
    }

    private static InsertSpec spec(String id, int version, PrimaryKey key) {
        String sql = "CREATE JOB price AS INSERT INTO lake.b.target MAP_COLUMNS_BY_NAME SELECT " + version
                + " AS version, id, " + version + " * v AS v, $event_time FROM lake.b.landed WHERE time_filter()";
        JobBody body = ((CreateJob) TestMillrace.worksheet(sql).get(0)).body();
        return InsertSpecs.of(
                id,
                "price",
                body.insertion().orElseThrow(),
                TimeColumn.COMMIT_TIME,
                InsertSpecs.keyed(body, key),
                JobOptions.INSERT.resolve(List.of(), body.location()));
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
