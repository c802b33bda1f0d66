package io.millrace.server.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.generator.GeneratorConnector;
import io.millrace.formats.Formats;
import io.millrace.jobs.copy.CopyPlanner;
import io.millrace.jobs.copy.CopyPlanner.OnPositionLost;
import io.millrace.jobs.copy.CopySpec;
import io.millrace.jobs.copy.Rejects;
import io.millrace.jobs.distinct.DistinctBy;
import io.millrace.jobs.engine.local.WorkerContext;
import io.millrace.jobs.loop.JobListener;
import io.millrace.jobs.loop.JobLoop;
import io.millrace.jobs.loop.JobSettings;
import io.millrace.jobs.loop.JobState;
import io.millrace.jobs.loop.JobStatus;
import io.millrace.jobs.loop.JobTarget;
import io.millrace.jobs.loop.RunRecord;
import io.millrace.jobs.task.RelationScan;
import io.millrace.jobs.task.TaskRelation;
import io.millrace.jobs.task.TaskResult.Counts;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.KernelSettings;
import io.millrace.lake.LakeTable;
import io.millrace.lake.SystemColumns;
import io.millrace.lake.catalog.Catalogs;
import io.millrace.lake.catalog.LakeCatalog;
import io.millrace.lake.commit.CommitClock;
import io.millrace.lake.commit.JobToken;
import io.millrace.lake.commit.PendingFiles;
import io.millrace.lake.scan.ScanPlanner;
import io.millrace.lake.scan.TableScan;
import io.millrace.lake.scan.TableVersion;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.SourceLocation;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.RunLimit;
import io.millrace.testing.SteppingClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that die between any two commits, each with other rules than the one before, some of which replay rejects. Under
 * one set of rules cut-off events are rejects, under the other one every event is a row.
 */
class ChangingRulesTest {
    private static final int PARTITIONS = 2;
    private static final int EVENTS = 600;
    private static final JobSettings SETTINGS =
            new JobSettings(2, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5));

    @TempDir
    private Path directory;

    @Test
    void everyRecordIsARowOrARejectAndAllAreRowsInTheEnd() throws Exception {
        long first = Long.getLong("millrace.seed", System.nanoTime());
        for (int i = 0; i < Integer.getInteger("millrace.seeds", 6); i++) {
            Path own = Files.createDirectory(directory.resolve("s" + i));
            try (Kernel kernel = Kernel.open(new KernelSettings(256L << 20, own.resolve("tmp"), List.of(own)));
                    LakeCatalog catalog = Catalogs.embedded(own)) {
                new Simulation(catalog, kernel, first + i).run();
            }
        }
    }

    private static final class Simulation {
        private final long seed;
        private final Random random;
        private final SteppingClock clock =
                new SteppingClock(Instant.parse("2026-01-01T00:00:00Z"), Duration.ofMillis(1));
        private final LakeCatalog catalog;
        private final Kernel kernel;
        private final GeneratorConnector generator = new GeneratorConnector(clock);
        private final String jobId;
        private final Map<Long, Counts> counted = new TreeMap<>();
        private final List<String> history = new ArrayList<>();
        private long epochs;
        private long replay;

        Simulation(LakeCatalog catalog, Kernel kernel, long seed) {
            this.catalog = catalog;
            this.kernel = kernel;
            this.seed = seed;
            this.random = new Random(seed);
            this.jobId = new UUID(2, seed).toString();
            Schema system = new Schema(
                    NestedField.optional(1, SystemColumns.EVENT_TIME, Types.TimestampType.withZone()),
                    NestedField.optional(2, SystemColumns.COMMIT_TIME, Types.TimestampType.withZone()));
            catalog.create("s", "orders", system, PartitionSpec.unpartitioned(), Map.of());
            catalog.create("s", "orders__rejects", Rejects.SCHEMA, PartitionSpec.unpartitioned(), Rejects.PROPERTIES);
        }

        void run() {
            for (int i = 0; i < 12; i++) {
                process(rules(), true, Integer.MAX_VALUE);
                verify("after process " + epochs);
            }
            replay = now();
            JobStatus last = process("SPLIT_LINES", false, Integer.MAX_VALUE);
            String as = as("at the end");
            assertThat(last.error()).as(as).isEmpty();
            assertThat(last.state()).as(as).isEqualTo(JobState.COMPLETED);
            verify("at the end");
            assertThat(places("orders", 0)).as(as).containsExactlyInAnyOrderElementsOf(all());
            assertThat(counted.values().stream().mapToLong(Counts::rows).sum())
                    .as(as)
                    .isEqualTo(EVENTS);
        }

        /** Every record that was read is there once: as a row, or as a reject that was not replayed or is yet to be added. */
        private void verify(String when) {
            Optional<JobToken> token = table("orders", false).token(jobId);
            List<String> there = new ArrayList<>(places("orders", 0));
            there.addAll(places(
                    "orders__rejects", token.map(JobToken::replayedMicros).orElse(0L)));
            assertThat(there).as(as(when)).doesNotHaveDuplicates();
            List<String> read = all().stream()
                    .filter(place -> token.isPresent()
                            && Long.parseLong(place.substring(2))
                                    < token.get().position().find("events/" + place.charAt(0), 0))
                    .toList();
            assertThat(read).as(as(when)).containsAll(there);
            if (!isPending()) {
                assertThat(there).as(as(when)).containsAll(read);
            }
        }

        /** Whether the rejects of the last run are yet to be added. */
        private boolean isPending() {
            LakeTable rejects = table("orders__rejects", false);
            long kept = rejects.token(jobId).map(JobToken::run).orElse(0L);
            return PendingFiles.find(table("orders", false).metadata().properties(), jobId, rejects.spec())
                    .filter(pending -> pending.run() > kept)
                    .isPresent();
        }

        private String as(String when) {
            return when + ": -Dmillrace.seed=" + seed + " -Dmillrace.seeds=1 " + history;
        }

        private String rules() {
            return random.nextBoolean() ? "JSON" : "SPLIT_LINES";
        }

        private long now() {
            return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        }

        private JobStatus process(String rules, boolean unreliable, int commits) {
            long epoch = ++epochs;
            if (unreliable && random.nextInt(3) == 0) {
                replay = now();
            }
            history.add(epoch + " " + rules + (replay > 0 ? " replay " + replay : ""));
            CopySpec spec = spec(rules);
            LakeTable staging = table("orders", unreliable);
            LakeTable rejects = table("orders__rejects", unreliable);
            long requested = replay;
            CopyPlanner.Settings settings = new CopyPlanner.Settings(
                    new StartPoint.Beginning(),
                    Optional.of(new StartPoint.Now()),
                    new RunLimit(20 + random.nextInt(100), 1 << 30),
                    2,
                    Duration.ofMillis(1),
                    OnPositionLost.FAIL,
                    Long.MAX_VALUE,
                    Duration.ofDays(30),
                    requested);
            try (WorkerContext context = context()) {
                JobLoop[] loop = new JobLoop[1];
                loop[0] = new JobLoop(
                        new JobTarget(jobId, "load", epoch, staging, Optional.of(rejects)),
                        () -> new CopyPlanner(
                                spec, generator.open(spec.connection(), spec.source()), settings, staging, rejects),
                        new UnreliableEngine(context, random),
                        new CommitClock(clock),
                        clock,
                        () -> new UUID(random.nextLong(), random.nextLong()).toString(),
                        SETTINGS,
                        listener(() -> {
                            if (loop[0].status().runs() + 1 >= commits) {
                                loop[0].stop(JobState.STOPPED);
                            }
                        }));
                loop[0].run();
                loop[0].status().error().ifPresent(error -> history.add(epoch + " ended: " + error.getMessage()));
                return loop[0].status();
            }
        }

        private CopySpec spec(String rules) {
            Options source = new Options(Map.of(
                    "ROWS", number(EVENTS), "PARTITIONS", number(PARTITIONS), "SEED", number(7), "DIRT", number(0.5)));
            return new CopySpec(
                    jobId,
                    "load",
                    "GENERATOR",
                    "events",
                    Options.NONE,
                    source,
                    rules,
                    Options.NONE,
                    DecodeSettings.DEFAULT,
                    "",
                    new SourceLocation("simulation", 1, 1),
                    List.of(),
                    List.of(),
                    DistinctBy.NOTHING,
                    true);
        }

        private LakeTable table(String name, boolean unreliable) {
            LakeTable table = catalog.find("s", name).orElseThrow();
            if (!unreliable) {
                return table;
            }
            UnreliableOperations operations = new UnreliableOperations(
                    table.operations(), random, () -> process(rules(), false, 1 + random.nextInt(2)));
            return new LakeTable(
                    table.name(), new BaseTable(operations, table.name().toString()));
        }

        /** {@code partition/offset} of the rows of a table that were committed after a time. */
        private List<String> places(String name, long afterMicros) {
            LakeTable table = table(name, false);
            if (table.schema().findField("_offset") == null && table.schema().findField("offset") == null) {
                return List.of();
            }
            String sql = name.endsWith(Rejects.SUFFIX)
                    ? "SELECT split[-1:] || '/' || \"offset\" AS place FROM t WHERE epoch_us($commit_time) > "
                            + afterMicros
                    : "SELECT $partition || '/' || $offset AS place FROM t";
            TableScan scan = ScanPlanner.plan(table, new TableVersion.Current());
            TaskRelation relation = new TaskRelation(scan.schema(), scan.files(), table.io());
            List<String> places = new ArrayList<>();
            try (WorkerContext context = context();
                    RelationScan rows = RelationScan.open(relation, "test", sql, context)) {
                for (Optional<Batch> batch = rows.cursor().next();
                        batch.isPresent();
                        batch = rows.cursor().next()) {
                    BytesVector texts = batch.get().columns().get(0).bytes(Kind.STRING);
                    IntStream.range(0, texts.size()).mapToObj(texts::string).forEach(places::add);
                }
            }
            return places;
        }

        private static List<String> all() {
            return IntStream.range(0, PARTITIONS)
                    .boxed()
                    .flatMap(partition -> Stream.iterate(0, n -> n < EVENTS / PARTITIONS, n -> n + 1)
                            .map(offset -> partition + "/" + offset))
                    .toList();
        }

        private WorkerContext context() {
            return new WorkerContext(List.of(generator), Formats.ALL, () -> kernel);
        }

        private static OptionValue number(Number value) {
            return new OptionValue.Numeral(value.toString());
        }

        private JobListener listener(Runnable committed) {
            return new JobListener() {
                @Override
                public void committed(RunRecord run) {
                    counted.putIfAbsent(run.run(), run.counts());
                    committed.run();
                }

                @Override
                public void recovered(RunRecord last) {
                    counted.putIfAbsent(last.run(), last.counts());
                }

                @Override
                public void changed(JobStatus status) {
                    history.add(status.name() + " " + status.state());
                }
            };
        }
    }
}
