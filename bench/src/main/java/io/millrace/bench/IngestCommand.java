package io.millrace.bench;

import io.millrace.bench.CommitMarks.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace bench ingest}. */
@Command(
        name = "ingest",
        header = "Kafka's JSON to a committed table, beside DuckDB's JSON file to Parquet.",
        description = {
            "Starts a broker, writes events to it, runs a copy job on them with default options to the end, and compares the"
                    + " table with what was written. Then DuckDB copies the same events from a file, told their schema,"
                    + " to a Parquet file, twice in one process; the second time counts.",
            "",
            "The figures that are called steady are those between two commits of the one job: the first behind the warm-up, and"
                    + " the last at which there was as much under way. Start-up and warm-up are left out, and what is read"
                    + " ahead at the one is read ahead at the other."
        })
final class IngestCommand implements Callable<Integer> {
    private static final String WORKSHEET = """
            CREATE KAFKA CONNECTION stream HOSTS = ('%s');
            CREATE TABLE lake.bench.staging () PARTITIONED BY $event_date;
            CREATE JOB ingest CONTENT_TYPE = JSON INFER_TIMESTAMPS = %s COLUMN_STATISTICS = %s
            AS COPY FROM KAFKA stream TOPIC = '%s' INTO lake.bench.staging;
            """;
    private static final double MEGA = 1e6;
    private static final double MEBI = 1 << 20;

    @Spec
    private CommandSpec spec;

    @Mixin
    private LabOptions lab = new LabOptions();

    @Option(names = "--events", defaultValue = "5000000", description = "How many. Default: ${DEFAULT-VALUE}")
    private long events;

    @Option(names = "--warm-up", defaultValue = "500000", description = "The first of them. Default: ${DEFAULT-VALUE}")
    private long warmUp;

    @Option(names = "--partitions", defaultValue = "4", description = "Of the topic. Default: ${DEFAULT-VALUE}")
    private int partitions;

    @Option(
            names = "--compression",
            defaultValue = "none",
            description = "Of the batches in the topic: none, lz4, zstd, snappy or gzip. Default: ${DEFAULT-VALUE}")
    private String compression;

    @Option(
            names = "--cores",
            split = ",",
            defaultValue = "2,1",
            description = "Cores that the job, and the reference, may see, one run each. Default: ${DEFAULT-VALUE}")
    private List<Integer> cores;

    @Option(
            names = "--infer-timestamps",
            description = "Make the events' own time a timestamp, here and in the reference; text if not given")
    private boolean inferTimestamps;

    @Option(
            names = "--statistics",
            arity = "1",
            split = ",",
            defaultValue = "true",
            description = "Whether the job makes statistics of columns, one run each: true,false tells what they cost."
                    + " Default: ${DEFAULT-VALUE}")
    private List<Boolean> statistics;

    @Option(names = "--rounds", defaultValue = "1", description = "Repeats everything. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Override
    public Integer call() throws InterruptedException {
        return lab.within(this::measure);
    }

    private void measure(Path directory) throws IOException, InterruptedException {
        Clicks all = new Clicks(events, partitions);
        Path json = directory.resolve("events.json");
        IngestCosts costs = new IngestCosts();
        try (Broker kafka = Broker.start(directory.resolve("kafka"))) {
            long bytes = all.toTopic(kafka.address(), "events", compression);
            all.toFile(json);
            for (int round = 0; round < rounds; round++) {
                for (int count : cores) {
                    for (boolean sketches : statistics) {
                        costs.add(count, sketches, measure(directory, kafka, bytes, count, sketches));
                    }
                }
            }
        }
        costs.report(spec.commandLine().getOut());
    }

    /** One run; the CPU seconds of a million steady events. */
    private double measure(Path directory, Broker kafka, long bytes, int count, boolean sketches)
            throws IOException, InterruptedException {
        Report report = new Report("ingest", spec.commandLine().getOut());
        report.put("job_cores", count);
        report.put("column_statistics", Boolean.toString(sketches));
        report.put("events", events);
        report.put("event_bytes", (double) bytes / events);
        Lab full = lab(directory, "events", count);
        CommitMarks marks = new CommitMarks(full.data().resolve("warehouse/bench/staging/metadata"), kafka::cpu);
        Usage whole = run(full, kafka, "events", sketches, marks);
        Mark first = marks.first(warmUp);
        Mark last = marks.last();
        long steadyEvents = last.rows() - first.rows();
        Usage steady = last.usage().beyond(first.usage());
        job(report, bytes, whole, steady, steadyEvents);
        Usage broker = new Usage(last.brokerCpu().minus(first.brokerCpu()), steady.wall(), 0);
        report.put("broker_cores_busy_steady", broker.coresBusy());
        report.put("all_cores_busy_steady", broker.coresBusy() + steady.coresBusy());
        Path parquet = directory.resolve("reference.parquet");
        String times = inferTimestamps ? "TIMESTAMPTZ" : "VARCHAR";
        Path json = directory.resolve("events.json");
        Usage reference = Reference.measure(directory, count, ClickColumns.copy(json, parquet, times));
        reference(report, bytes, reference);
        report.put("output_bytes", output(full));
        report.put("reference_output_bytes", Files.size(parquet));
        report.put("ratio_bytes", (double) output(full) / Files.size(parquet));
        report.put("ratio_cpu_steady", steady.cpuPerMillion(steadyEvents) / reference.cpuPerMillion(events));
        report.put("ratio_cpu_whole_process", whole.cpuPerMillion(events) / reference.cpuPerMillion(events));
        verify(full, new Clicks(events, partitions), parquet);
        report.put("verified", "counts and sums equal those of the events and of the reference");
        LabOptions.delete(full.directory());
        report.end();
        return steady.cpuPerMillion(steadyEvents);
    }

    private void job(Report report, long bytes, Usage whole, Usage steady, long steadyEvents) {
        report.put("steady_events", steadyEvents);
        double eventBytes = (double) bytes / events;
        report.put("events_per_second_steady", steadyEvents / steady.wallSeconds());
        report.put("mb_per_second_steady", steadyEvents * eventBytes / steady.wallSeconds() / MEGA);
        report.put("cpu_per_million_steady", steady.cpuPerMillion(steadyEvents));
        report.put("cores_busy_steady", steady.coresBusy());
        report.put("events_per_second_whole_process", events / whole.wallSeconds());
        report.put("cpu_per_million_whole_process", whole.cpuPerMillion(events));
        report.put("peak_rss_mib", whole.peakBytes() / MEBI);
    }

    private void reference(Report report, long bytes, Usage reference) {
        report.put("reference_events_per_second", events / reference.wallSeconds());
        report.put("reference_mb_per_second", bytes / reference.wallSeconds() / MEGA);
        report.put("reference_cpu_per_million", reference.cpuPerMillion(events));
    }

    private Lab lab(Path directory, String name, int count) throws IOException {
        List<String> flags = new ArrayList<>(lab.jobFlags());
        flags.add("-XX:ActiveProcessorCount=" + count);
        Path own = Files.createDirectories(directory.resolve(name));
        return new Lab(own.resolve("data"), own, flags);
    }

    private Usage run(Lab lab, Broker broker, String topic, boolean sketches, CommitMarks marks)
            throws InterruptedException {
        String worksheet = WORKSHEET.formatted(broker.address(), inferTimestamps, sketches, topic);
        try (MeasuredProcess job = lab.run("ingest", worksheet, "--until-caught-up")) {
            return job.await(marks::look);
        }
    }

    private static long output(Lab lab) {
        return lab.files("bench", "staging").stream()
                .mapToLong(file -> file.bytes())
                .sum();
    }

    /** Compares the table with the events, and with what DuckDB made of them. */
    private static void verify(Lab lab, Clicks clicks, Path parquet) {
        List<String> ours = lab.texts(ClickColumns.fingerprint("lake.bench.staging"));
        Lab.verify(ours, Reference.row(ClickColumns.fingerprint("'" + parquet + "'")));
        List<String> expected = List.of(Long.toString(clicks.count()), Long.toString(clicks.sequenceSum()));
        if (!ours.subList(0, expected.size()).equals(expected)) {
            throw new IllegalStateException("the table holds " + ours + ", but written were " + expected);
        }
    }
}
