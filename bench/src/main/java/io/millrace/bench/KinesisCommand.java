package io.millrace.bench;

import io.millrace.testing.kinesis.KinesisEmulator;
import io.millrace.testing.kinesis.KinesisStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace bench kinesis}. */
@Command(
        name = "kinesis",
        header = "Kinesis' JSON to a committed table, beside a loop that reads the same records and throws them away.",
        description = {
            "Starts an emulator of Kinesis and fills the shards of a stream. Then a loop of GetRecords with the client of"
                    + " AWS, one thread a shard, reads the stream twice in one process; the second time counts. Then a copy"
                    + " job with default options catches up with the same stream, and its table is compared with what was"
                    + " written.",
            "",
            "Both read through a relay, which notes when calls of GetRecords were under way. The figures go from the first"
                    + " call to the last that brought records, and to the last commit. busy_share is the share of that time"
                    + " in which a call was under way: for the rest the emulator waited for its client."
        })
final class KinesisCommand implements Callable<Integer> {
    private static final String WORKSHEET = """
            CREATE KINESIS CONNECTION stream ENDPOINT = '%s' REGION = 'us-east-1'
                AWS_ACCESS_KEY_ID = 'test' AWS_SECRET_ACCESS_KEY = 'test';
            CREATE TABLE lake.bench.staging () PARTITIONED BY $event_date;
            CREATE JOB load CONTENT_TYPE = JSON
            AS COPY FROM KINESIS stream STREAM = '%s' INTO lake.bench.staging;
            """;
    private static final String CHECK =
            "SELECT count(*)::VARCHAR AS events, sum(seq)::VARCHAR AS seqs FROM lake.bench.staging";
    private static final List<String> FLAGS = List.of("-Xmx1g", "-XX:+UseParallelGC");
    private static final double MEGA = 1e6;
    private static final double NANOS = 1e9;

    @Spec
    private CommandSpec spec;

    @Mixin
    private LabOptions lab = new LabOptions();

    @Option(names = "--events", defaultValue = "200000", description = "How many. Default: ${DEFAULT-VALUE}")
    private long events;

    @Option(names = "--shards", defaultValue = "4", description = "Of the stream. Default: ${DEFAULT-VALUE}")
    private int shards;

    @Option(
            names = "--events-per-record",
            split = ",",
            defaultValue = "1,90",
            description =
                    "Events of a record, one run each; more than 1 are aggregates of the Kinesis producer library."
                            + " Default: ${DEFAULT-VALUE}")
    private List<Integer> eventsPerRecord;

    @Option(names = "--rounds", defaultValue = "1", description = "Repeats what is read. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Override
    public Integer call() throws InterruptedException {
        return lab.within(this::measure);
    }

    private void measure(Path directory) throws IOException, InterruptedException {
        Clicks clicks = new Clicks(events, shards);
        for (int perRecord : eventsPerRecord) {
            try (KinesisEmulator emulator = KinesisEmulator.fast()) {
                KinesisEvents filled =
                        KinesisEvents.put(new KinesisStreams(emulator.endpoint()), "events", clicks, perRecord);
                for (int round = 0; round < rounds; round++) {
                    Report report = new Report("kinesis", spec.commandLine().getOut());
                    report.put("shards", shards);
                    report.put("events", events);
                    report.put("events_per_record", perRecord);
                    report.put("records", filled.records());
                    report.put("event_mb", filled.bytes() / MEGA);
                    Path own = Files.createDirectories(directory.resolve("run"));
                    Pulls reference = reference(own, emulator.port(), filled);
                    put(report, "reference_", filled, reference);
                    job(report, new Lab(own.resolve("data"), own, lab.jobFlags()), emulator.port(), filled, reference);
                    report.end();
                    LabOptions.delete(own);
                }
            }
        }
    }

    private static Pulls reference(Path directory, int emulator, KinesisEvents filled)
            throws IOException, InterruptedException {
        try (CallRelay first = CallRelay.start(emulator);
                CallRelay second = CallRelay.start(emulator)) {
            List<String> arguments = List.of(
                    filled.stream(),
                    Long.toString(filled.records()),
                    first.endpoint().toString(),
                    second.endpoint().toString());
            List<String> command = Java.command(KinesisReferenceMain.class, FLAGS, arguments);
            try (MeasuredProcess process = MeasuredProcess.start(command, directory.resolve("reference.log"))) {
                process.await();
            }
            return Pulls.of(second.calls());
        }
    }

    private void job(Report report, Lab run, int emulator, KinesisEvents filled, Pulls reference)
            throws IOException, InterruptedException {
        try (CallRelay relay = CallRelay.start(emulator)) {
            CommitMarks marks = new CommitMarks(run.data().resolve("warehouse/bench/staging/metadata"));
            Usage whole;
            long committed;
            String worksheet = WORKSHEET.formatted(relay.endpoint(), filled.stream());
            try (MeasuredProcess job = run.run("kinesis", worksheet)) {
                whole = FormatRun.await(job, marks, events);
                committed = System.nanoTime();
            }
            Pulls pulls = Pulls.of(relay.calls());
            put(report, "", filled, pulls);
            double seconds = (committed - pulls.from()) / NANOS;
            report.put("events_per_second_until_committed", events / seconds);
            report.put("cpu_per_million_whole_process", whole.cpuPerMillion(events));
            report.put("ratio_read", reference.wallSeconds() / pulls.wallSeconds());
            report.put("ratio_committed", reference.wallSeconds() / seconds);
            verify(run);
            report.put("verified", "count and sum equal those of the events");
        }
    }

    private void put(Report report, String side, KinesisEvents filled, Pulls pulls) {
        report.put(side + "records_per_second", filled.records() / pulls.wallSeconds());
        report.put(side + "events_per_second", events / pulls.wallSeconds());
        report.put(side + "mb_per_second", filled.bytes() / pulls.wallSeconds() / MEGA);
        report.put(side + "calls", pulls.calls());
        report.put(side + "calls_under_way", pulls.callsUnderWay());
        report.put(side + "busy_share", pulls.busyShare());
    }

    private void verify(Lab run) {
        Clicks clicks = new Clicks(events, shards);
        List<String> expected = List.of(Long.toString(events), Long.toString(clicks.sequenceSum()));
        Lab.verify(run.texts(CHECK), expected);
    }
}
