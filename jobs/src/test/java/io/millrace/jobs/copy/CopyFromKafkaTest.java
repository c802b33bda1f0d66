package io.millrace.jobs.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.kafka.KafkaConnector;
import io.millrace.formats.json.JsonFormat;
import io.millrace.jobs.copy.CopyPlanner.OnPositionLost;
import io.millrace.jobs.distinct.DistinctBy;
import io.millrace.jobs.engine.local.LocalEngine;
import io.millrace.jobs.engine.local.TaskTransport;
import io.millrace.jobs.engine.local.WorkerContext;
import io.millrace.jobs.loop.JobListener;
import io.millrace.jobs.loop.JobLoop;
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
import io.millrace.lake.scan.ScanPlanner;
import io.millrace.lake.scan.TableVersion;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.SourceLocation;
import io.millrace.spi.option.OptionAssignment;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.RunLimit;
import io.millrace.testing.KafkaBroker;
import io.millrace.testing.KafkaWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyFromKafkaTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final SourceLocation HERE = new SourceLocation("test", 1, 1);

    @TempDir
    private Path directory;

    @Test
    void aTopicBecomesATable() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(directory.resolve("kafka"));
                LakeCatalog catalog = Catalogs.embedded(directory)) {
            broker.topics().create("orders", 3);
            try (KafkaWriter writer = broker.writer()) {
                for (int i = 0; i < 30_000; i++) {
                    writer.send("orders", i % 3, "{\"id\":" + i + ",\"customer\":{\"name\":\"n" + i % 100 + "\"}}");
                }
                writer.send("orders", 0, "{\"id\":");
                writer.flush();
            }

            Schema system = new Schema(
                    NestedField.optional(1, SystemColumns.EVENT_TIME, Types.TimestampType.withZone()),
                    NestedField.optional(2, SystemColumns.COMMIT_TIME, Types.TimestampType.withZone()));
            LakeTable staging = catalog.create(
                    "shop",
                    "staging",
                    system,
                    PartitionSpec.builderFor(system).day("_event_time").build(),
                    Map.of());
            LakeTable rejects =
                    catalog.create("shop", "staging__rejects", Rejects.SCHEMA, PartitionSpec.unpartitioned(), Map.of());
            KafkaConnector kafka = new KafkaConnector(CLOCK);
            Options connection = options(kafka.connectionOptions(), "HOSTS", broker.bootstrap());
            Options source = options(kafka.sourceOptions(), "TOPIC", "orders");
            CopySpec spec = new CopySpec(
                    UUID.randomUUID().toString(),
                    "load",
                    "KAFKA",
                    "shop",
                    connection,
                    source,
                    "JSON",
                    Options.NONE,
                    DecodeSettings.DEFAULT,
                    "",
                    HERE,
                    List.of(),
                    List.of(),
                    DistinctBy.NOTHING,
                    true);
            CopyPlanner.Settings settings = new CopyPlanner.Settings(
                    new StartPoint.Beginning(),
                    Optional.of(new StartPoint.Now()),
                    new RunLimit(8_000, 1 << 30),
                    2,
                    Duration.ofMillis(200),
                    OnPositionLost.FAIL,
                    Long.MAX_VALUE,
                    Duration.ofDays(30),
                    0);

            List<RunRecord> runs = new ArrayList<>();
            try (WorkerContext context = new WorkerContext(List.of(kafka), List.of(new JsonFormat()), () -> {
                        throw new IllegalStateException("no SQL in this test");
                    });
                    LocalEngine engine =
                            new LocalEngine(Executors.newFixedThreadPool(2), 2, context, TaskTransport.serialised())) {
                JobLoop loop = new JobLoop(
                        new JobTarget(spec.jobId(), "load", 1, staging, Optional.of(rejects)),
                        () -> new CopyPlanner(spec, kafka.open(connection, source), settings, staging, rejects),
                        engine,
                        new CommitClock(CLOCK),
                        CLOCK,
                        () -> UUID.randomUUID().toString(),
                        JobSettings.DEFAULT,
                        listener(runs));
                loop.run();
                assertThat(loop.status().error()).isEmpty();
                assertThat(loop.status().state()).isEqualTo(JobState.COMPLETED);
                assertThat(loop.status().counts().rows()).isEqualTo(30_000);
                assertThat(loop.status().counts().rejects()).isEqualTo(1);
            }
            assertThat(ScanPlanner.plan(staging, new TableVersion.Current()).records())
                    .isEqualTo(30_000);
            assertThat(ScanPlanner.plan(rejects, new TableVersion.Current()).records())
                    .isEqualTo(1);
            assertThat(runs).hasSizeGreaterThan(2);
            System.out.println(staging.refresh().schema());
            runs.forEach(System.out::println);
        }
    }

    private static Options options(OptionSet set, String name, String value) {
        return set.resolve(List.of(new OptionAssignment(name, new OptionValue.Text(value), HERE, HERE)), HERE);
    }

    private static JobListener listener(List<RunRecord> runs) {
        return new JobListener() {
            @Override
            public void committed(RunRecord run) {
                runs.add(run);
            }

            @Override
            public void changed(JobStatus status) {
                System.out.println(status);
            }
        };
    }
}
