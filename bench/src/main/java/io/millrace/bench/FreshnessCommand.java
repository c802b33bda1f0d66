package io.millrace.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.server.Millrace;
import io.millrace.server.Result;
import io.millrace.sql.Worksheet;
import io.millrace.testing.KafkaTopics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace bench freshness}. */
@Command(
        name = "freshness",
        header = "From the append to a topic until a SELECT sees it.",
        description = {
            "Writes events to a topic at a steady rate while a job with COMMIT_INTERVAL = 1 SECOND copies them, and another"
                    + " process asks the table again and again how far it is. An event's age is the time of the first"
                    + " answer that holds it, less the time at which the broker appended it."
        })
final class FreshnessCommand implements Callable<Integer> {
    private static final String WORKSHEET = """
            CREATE KAFKA CONNECTION stream HOSTS = ('%s');
            CREATE TABLE lake.bench.staging () PARTITIONED BY $event_date;
            CREATE JOB load CONTENT_TYPE = JSON COMMIT_INTERVAL = 1 SECOND
            AS COPY FROM KAFKA stream TOPIC = 'events' INTO lake.bench.staging;
            """;
    private static final String FARTHEST = """
            SELECT coalesce(max(seq) FILTER (partition = 0), -1) AS p0, coalesce(max(seq) FILTER (partition = 1), -1) AS p1,
                coalesce(max(seq) FILTER (partition = 2), -1) AS p2, coalesce(max(seq) FILTER (partition = 3), -1) AS p3,
                max($commit_time)::VARCHAR AS committed
            FROM lake.bench.staging WHERE $commit_time >= TIMESTAMPTZ '%s'
            """;
    private static final int PARTITIONS = 4;
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final double MILLIS = 1000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private LabOptions lab = new LabOptions();

    @Option(
            names = "--rate",
            defaultValue = "100000",
            description = "Events a second; half of what 'bench ingest' shows is meant. Default: ${DEFAULT-VALUE}")
    private int rate;

    @Option(names = "--seconds", defaultValue = "60", description = "How long is measured. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "20", description = "Seconds before that. Default: ${DEFAULT-VALUE}")
    private int warmUp;

    @Override
    public Integer call() throws InterruptedException {
        return lab.within(this::measure);
    }

    private void measure(Path directory) throws InterruptedException {
        Report report = new Report("freshness", spec.commandLine().getOut());
        InstantSource clock = InstantSource.system();
        AppendTimes times = new AppendTimes(PARTITIONS, (long) rate * (warmUp + seconds) / PARTITIONS);
        Lab here = new Lab(directory.resolve("data"), directory, lab.jobFlags());
        try (Broker broker = Broker.start(directory.resolve("kafka"))) {
            try (KafkaTopics topics = new KafkaTopics(broker.address())) {
                topics.create("events", PARTITIONS, Map.of("message.timestamp.type", "LogAppendTime"));
            }
            try (MeasuredProcess job = here.run("freshness", WORKSHEET.formatted(broker.address()))) {
                while (!Files.exists(directory.resolve("data/warehouse/bench/staging"))) {
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
                SteadyStream stream = new SteadyStream(broker.address(), "events", times, rate, clock);
                Thread producer = new Thread(stream, "producer");
                producer.start();
                watch(here, times, clock, job);
                producer.join();
                Usage usage = job.usage();
                double[] ages = times.ages((long) rate * warmUp / PARTITIONS);
                report.put("events_per_second", rate);
                report.put("sampled", ages.length);
                report.put("seconds_p50", Quantiles.of(ages, 0.5) / MILLIS);
                report.put("seconds_p99", Quantiles.of(ages, 0.99) / MILLIS);
                report.put("seconds_most", Quantiles.of(ages, 1) / MILLIS);
                report.put("job_cores_busy", usage.cpuSeconds() / usage.wallSeconds());
                long commits =
                        here.look("bench", "staging", table -> table.metadata().lastSequenceNumber());
                report.put("commits", commits);
            }
        }
        report.end();
    }

    /** Asks until everything is there. */
    private static void watch(Lab lab, AppendTimes times, InstantSource clock, MeasuredProcess job) {
        String committed = "1970-01-01 00:00:00+00";
        boolean known = false;
        try (Millrace millrace = lab.read()) {
            while (!times.allSeen()) {
                if (!job.isAlive()) {
                    throw new IllegalStateException("the job ended: " + job.output());
                }
                known = known || hasColumns(millrace);
                if (known) {
                    JsonNode row = Lab.row(millrace, FARTHEST.formatted(committed));
                    long now = clock.millis();
                    for (int partition = 0; partition < PARTITIONS; partition++) {
                        times.seen(partition, row.get("p" + partition).asLong(), now);
                    }
                    committed = row.get("committed").isNull()
                            ? committed
                            : row.get("committed").asText();
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** Whether the first events have come: the table has no columns of its own before. */
    private static boolean hasColumns(Millrace millrace) {
        String sql =
                "SELECT count(*) AS c FROM system.information_schema.columns WHERE \"table\" = 'staging' AND name = 'seq'";
        try (Result.Table table = (Result.Table)
                millrace.execute(Worksheet.parse("bench.sql", sql, Map.of()).get(0))) {
            return table.next() && ((Number) table.value(0).orElseThrow()).longValue() > 0;
        }
    }
}
