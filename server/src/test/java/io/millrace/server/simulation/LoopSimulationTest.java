package io.millrace.server.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.generator.EventTimes;
import io.millrace.connector.generator.GeneratorConnector;
import io.millrace.connector.generator.OrdersTemplate;
import io.millrace.formats.Formats;
import io.millrace.jobs.copy.CopyPlanner;
import io.millrace.jobs.copy.CopyPlanner.OnPositionLost;
import io.millrace.jobs.copy.CopySpec;
import io.millrace.jobs.copy.Rejects;
import io.millrace.jobs.distinct.DistinctBy;
import io.millrace.jobs.engine.local.WorkerContext;
import io.millrace.jobs.loop.JobListener;
import io.millrace.jobs.loop.JobLoop;
import io.millrace.jobs.loop.JobPlanner;
import io.millrace.jobs.loop.JobSettings;
import io.millrace.jobs.loop.JobState;
import io.millrace.jobs.loop.JobStatus;
import io.millrace.jobs.loop.JobTarget;
import io.millrace.jobs.loop.RunRecord;
import io.millrace.lake.LakeTable;
import io.millrace.lake.SystemColumns;
import io.millrace.lake.catalog.Catalogs;
import io.millrace.lake.catalog.LakeCatalog;
import io.millrace.lake.commit.CommitClock;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The loop of a copy job in one thread, with a catalog and an engine that fail as a seed says, processes that crash and
 * processes that go on beside their successor. {@code -Dmillrace.seed} and {@code -Dmillrace.seeds} choose the seeds.
 */
class LoopSimulationTest {
    private static final int PARTITIONS = 3;
    private static final int EVENTS = 1500;
    private static final double DIRT = 0.2;
    private static final JobSettings SETTINGS =
            new JobSettings(2, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5));

    @TempDir
    private Path directory;

    @Test
    void positionsRowsAndRejectsAgreeWhateverHappens() throws Exception {
        long first = Long.getLong("millrace.seed", System.nanoTime());
        for (int i = 0; i < Integer.getInteger("millrace.seeds", 4); i++) {
            new Simulation(Files.createDirectory(directory.resolve("s" + i)), first + i).run();
        }
    }

    private static final class Simulation {
        private final long seed;
        private final Random random;
        private final SteppingClock clock = new SteppingClock(Instant.EPOCH, Duration.ofMillis(1));
        private final LakeCatalog catalog;
        private final GeneratorConnector generator = new GeneratorConnector(clock);
        private final CopySpec spec;
        private final Invariants invariants;
        private final List<String> history = new ArrayList<>();
        private long epochs;

        Simulation(Path directory, long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.catalog = Catalogs.embedded(directory);
            Schema system = new Schema(
                    NestedField.optional(1, SystemColumns.EVENT_TIME, Types.TimestampType.withZone()),
                    NestedField.optional(2, SystemColumns.COMMIT_TIME, Types.TimestampType.withZone()));
            catalog.create("s", "orders", system, PartitionSpec.unpartitioned(), Map.of());
            catalog.create("s", "orders__rejects", Rejects.SCHEMA, PartitionSpec.unpartitioned(), Map.of());
            Options source = new Options(Map.of(
                    "ROWS", number(EVENTS), "PARTITIONS", number(PARTITIONS), "SEED", number(7), "DIRT", number(DIRT)));
            this.spec = new CopySpec(
                    new UUID(1, seed).toString(),
                    "load",
                    "GENERATOR",
                    "events",
                    Options.NONE,
                    source,
                    "JSON",
                    Options.NONE,
                    DecodeSettings.DEFAULT,
                    "",
                    new SourceLocation("simulation", 1, 1),
                    List.of(),
                    List.of(),
                    DistinctBy.NOTHING,
                    true);
            OrdersTemplate oracle = new OrdersTemplate(7, new EventTimes(0, 1), DIRT);
            this.invariants = new Invariants(catalog, spec.jobId(), oracle, PARTITIONS);
        }

        void run() {
            JobStatus last;
            do {
                last = process(true, Integer.MAX_VALUE);
            } while (last.state() != JobState.COMPLETED && history.size() < 500);
            invariants.checkEnd();
            String as = "-Dmillrace.seed=" + seed + " " + history;
            assertThat(invariants.violations()).as(as).isEmpty();
            assertThat(invariants.position().longs().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .as(as)
                    .isEqualTo(EVENTS);
            catalog.close();
        }

        /** A process from its start to its end, which may be a crash. */
        private JobStatus process(boolean unreliable, int commits) {
            long epoch = ++epochs;
            history.add("process " + epoch);
            LakeTable staging = table("orders", unreliable);
            LakeTable rejects = table("orders__rejects", unreliable);
            WorkerContext context = new WorkerContext(List.of(generator), Formats.ALL, () -> {
                throw new IllegalStateException("no SQL here");
            });
            JobLoop[] loop = new JobLoop[1];
            loop[0] = new JobLoop(
                    new JobTarget(spec.jobId(), "load", epoch, staging, Optional.of(rejects)),
                    () -> planner(staging, rejects, unreliable),
                    new UnreliableEngine(context, random),
                    new CommitClock(clock),
                    clock,
                    () -> new UUID(random.nextLong(), random.nextLong()).toString(),
                    SETTINGS,
                    listener(epoch, () -> {
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
                if (status.state() == JobState.FAILED && !expected) {
                    invariants.violations().add("a failure that nothing caused: " + error);
                }
            });
            invariants.check("end of process " + epoch);
            return status;
        }

        private JobPlanner planner(LakeTable staging, LakeTable rejects, boolean unreliable) {
            if (unreliable && random.nextInt(10) == 0) {
                throw new MillraceException(ErrorCode.SOURCE_UNAVAILABLE, "Cannot plan: the source is away");
            }
            CopyPlanner.Settings settings = new CopyPlanner.Settings(
                    new StartPoint.Beginning(),
                    Optional.of(new StartPoint.Now()),
                    new RunLimit(50 + random.nextInt(150), 1 << 30),
                    2,
                    Duration.ofMillis(1),
                    OnPositionLost.FAIL,
                    Long.MAX_VALUE,
                    Duration.ofDays(30),
                    0);
            return new CopyPlanner(spec, generator.open(spec.connection(), spec.source()), settings, staging, rejects);
        }

        private LakeTable table(String name, boolean unreliable) {
            LakeTable table = catalog.find("s", name).orElseThrow();
            if (!unreliable) {
                return table;
            }
            UnreliableOperations operations =
                    new UnreliableOperations(table.operations(), random, () -> process(false, 1 + random.nextInt(3)));
            return new LakeTable(
                    table.name(), new BaseTable(operations, table.name().toString()));
        }

        private static OptionValue number(Number value) {
            return new OptionValue.Numeral(value.toString());
        }

        private JobListener listener(long epoch, Runnable committed) {
            return new JobListener() {
                @Override
                public void committed(RunRecord run) {
                    invariants.check("process " + epoch + ", run " + run.run());
                    committed.run();
                }

                @Override
                public void changed(JobStatus status) {
                    history.add(epoch + " " + status.state());
                }
            };
        }
    }
}
