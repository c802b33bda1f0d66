package io.millrace.bench;

import static java.util.Objects.requireNonNull;

import io.millrace.connector.generator.GeneratorConnector;
import io.millrace.formats.json.JsonFormat;
import io.millrace.jobs.copy.CopyPlanner;
import io.millrace.jobs.copy.CopyPlanner.OnPositionLost;
import io.millrace.jobs.copy.CopySpec;
import io.millrace.jobs.distinct.DistinctBy;
import io.millrace.jobs.engine.local.LocalEngine;
import io.millrace.jobs.engine.local.TaskTransport;
import io.millrace.jobs.engine.local.WorkerContext;
import io.millrace.jobs.loop.JobListener;
import io.millrace.jobs.loop.JobLoop;
import io.millrace.jobs.loop.JobSettings;
import io.millrace.jobs.loop.JobStatus;
import io.millrace.jobs.loop.JobTarget;
import io.millrace.jobs.loop.RunRecord;
import io.millrace.lake.LakeTable;
import io.millrace.lake.commit.CommitClock;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.SourceLocation;
import io.millrace.spi.option.OptionAssignment;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.RunLimit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;

/** A copy job whose runs take a few events each; used once. */
final class SmallRuns {
    private static final SourceLocation HERE = new SourceLocation("bench", 1, 1);
    private static final long BYTES = 1 << 20;

    private final int rows;
    private final InstantSource clock;
    private final InstantSource commitTimes;
    private final int runs;
    private final List<Long> committed = new ArrayList<>();

    /** @param commitTimes tells a run when it commits */
    SmallRuns(int runs, int rows, InstantSource clock, InstantSource commitTimes) {
        this.rows = rows;
        this.clock = requireNonNull(clock, "clock is null");
        this.commitTimes = requireNonNull(commitTimes, "commitTimes is null");
        this.runs = runs;
    }

    /** Runs the job to its end. */
    JobStatus execute(LakeTable table, LakeTable rejects) {
        GeneratorConnector generator = new GeneratorConnector(clock);
        CopySpec spec = spec(generator);
        CopyPlanner.Settings settings = new CopyPlanner.Settings(
                new StartPoint.Beginning(),
                Optional.of(new StartPoint.Now()),
                new RunLimit(rows, BYTES),
                1,
                Duration.ZERO,
                OnPositionLost.FAIL,
                Long.MAX_VALUE,
                Duration.ofDays(30),
                0);
        try (WorkerContext context = new WorkerContext(List.of(generator), List.of(new JsonFormat()), () -> {
                    throw new IllegalStateException("the job has no SQL");
                });
                LocalEngine engine =
                        new LocalEngine(Executors.newSingleThreadExecutor(), 1, context, TaskTransport.direct())) {
            JobLoop loop = new JobLoop(
                    new JobTarget(spec.jobId(), spec.jobName(), 1, table, Optional.of(rejects)),
                    () -> new CopyPlanner(
                            spec, generator.open(spec.connection(), spec.source()), settings, table, rejects),
                    engine,
                    new CommitClock(commitTimes),
                    clock,
                    () -> UUID.randomUUID().toString(),
                    JobSettings.DEFAULT,
                    new Times());
            loop.run();
            return loop.status();
        }
    }

    /** From each commit to the next, without the first run, from which a table without columns learns them. */
    double[] nanosBetweenCommits() {
        double[] nanos = new double[committed.size() - 2];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = committed.get(i + 2) - committed.get(i + 1);
        }
        return nanos;
    }

    private CopySpec spec(GeneratorConnector generator) {
        long events = (long) runs * rows;
        Options source = generator
                .sourceOptions()
                .resolve(
                        List.of(
                                option("TEMPLATE", new OptionValue.Word("CLICKSTREAM")),
                                option("ROWS", new OptionValue.Numeral(Long.toString(events)))),
                        HERE);
        return new CopySpec(
                UUID.randomUUID().toString(),
                "bench",
                "GENERATOR",
                "events",
                Options.NONE,
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
    }

    private static OptionAssignment option(String name, OptionValue value) {
        return new OptionAssignment(name, value, HERE, HERE);
    }

    private final class Times implements JobListener {
        @Override
        public void committed(RunRecord run) {
            committed.add(System.nanoTime());
        }

        @Override
        public void changed(JobStatus status) {
            // what matters is told at the end
        }
    }
}
