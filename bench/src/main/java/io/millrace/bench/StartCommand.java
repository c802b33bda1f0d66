package io.millrace.bench;

import io.millrace.lake.LakeTable;
import io.millrace.lake.catalog.Catalogs;
import io.millrace.lake.catalog.LakeCatalog;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace bench start}. */
@Command(
        name = "start",
        header = "From the start of the process to the first commit.",
        description = {
            "Starts 'millrace run' on a topic and an empty data directory, several times, and takes the time until the table"
                    + " has its first snapshot."
        })
final class StartCommand implements Callable<Integer> {
    private static final String WORKSHEET = """
            CREATE KAFKA CONNECTION stream HOSTS = ('%s');
            CREATE TABLE lake.bench.staging () PARTITIONED BY $event_date;
            CREATE JOB load CONTENT_TYPE = JSON AS COPY FROM KAFKA stream TOPIC = 'events' INTO lake.bench.staging;
            """;
    private static final long TICK_NANOS = 5_000_000;
    private static final double NANOS = 1e9;
    private static final int PARTITIONS = 4;

    @Spec
    private CommandSpec spec;

    @Mixin
    private LabOptions lab = new LabOptions();

    @Option(names = "--events", defaultValue = "100000", description = "In the topic. Default: ${DEFAULT-VALUE}")
    private long events;

    @Option(names = "--rounds", defaultValue = "5", description = "How many starts. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Override
    public Integer call() throws InterruptedException {
        return lab.within(this::measure);
    }

    private void measure(Path directory) throws IOException, InterruptedException {
        Report report = new Report("start", spec.commandLine().getOut());
        double[] seconds = new double[rounds];
        try (Broker broker = Broker.start(directory.resolve("kafka"))) {
            new Clicks(events, PARTITIONS).toTopic(broker.address(), "events", "none");
            Lab.ensureBuilt(directory);
            for (int round = 0; round < rounds; round++) {
                Path own = Files.createDirectories(directory.resolve("round" + round));
                seconds[round] = start(new Lab(own.resolve("data"), own, lab.jobFlags()), broker);
                report.put("seconds_to_first_commit_" + (round + 1), seconds[round]);
            }
        }
        report.put("seconds_to_first_commit_median", Quantiles.of(seconds, 0.5));
        report.put("seconds_to_first_commit_most", Quantiles.of(seconds, 1));
        report.end();
    }

    private static double start(Lab lab, Broker broker) throws IOException {
        long begin = System.nanoTime();
        try (MeasuredProcess job = lab.launch("start", WORKSHEET.formatted(broker.address()))) {
            Path metadata = lab.data().resolve("warehouse/bench/staging/metadata");
            while (!holdsSnapshot(metadata)) {
                pause(job);
            }
            // The list of manifests is written just before the commit: the catalog is asked from here on only, so that
            // looking does not slow down the start.
            try (LakeCatalog catalog = Catalogs.embedded(lab.data())) {
                while (!isCommitted(catalog)) {
                    pause(job);
                }
            }
            return (System.nanoTime() - begin) / NANOS;
        }
    }

    private static boolean holdsSnapshot(Path metadata) throws IOException {
        if (!Files.isDirectory(metadata)) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(metadata, "snap-*")) {
            return files.iterator().hasNext();
        }
    }

    private static boolean isCommitted(LakeCatalog catalog) {
        Optional<LakeTable> table = catalog.find("bench", "staging");
        return table.isPresent() && table.get().metadata().currentSnapshot() != null;
    }

    private static void pause(MeasuredProcess job) {
        if (!job.isAlive()) {
            throw new IllegalStateException("the job ended: " + job.output());
        }
        LockSupport.parkNanos(TICK_NANOS);
    }
}
