package io.millrace.bench;

import io.millrace.testing.KafkaTopics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
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
            "A job with COMMIT_INTERVAL = 1 SECOND copies a topic, while a producer writes to it and another process asks the"
                    + " table again and again how far it is. At first the producer writes as fast as the table follows,"
                    + " which tells what all of them together sustain on this machine. Then it writes at half of that,"
                    + " steadily. An event's age is the time of the first answer that holds it, less the time at which the"
                    + " broker appended it."
        })
final class FreshnessCommand implements Callable<Integer> {
    private static final String WORKSHEET = """
            CREATE KAFKA CONNECTION stream HOSTS = ('%s');
            CREATE TABLE lake.bench.staging () PARTITIONED BY $event_date;
            CREATE JOB load CONTENT_TYPE = JSON COMMIT_INTERVAL = 1 SECOND
            AS COPY FROM KAFKA stream TOPIC = 'events' INTO lake.bench.staging;
            """;
    private static final String TOPIC = "events";
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final double MILLIS = 1000;
    /** How far a producer may be before the table: about four seconds. */
    private static final long AHEAD = 1_000_000 / Farthest.PARTITIONS;

    @Spec
    private CommandSpec spec;

    @Mixin
    private LabOptions lab = new LabOptions();

    @Option(names = "--rate", description = "Events a second. Default: half of what is sustained")
    private int rate;

    @Option(names = "--seconds", defaultValue = "60", description = "How long is measured. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--full-load",
            defaultValue = "40",
            description =
                    "How long, in seconds, as much as possible is written before that; the second half of it tells what"
                            + " is sustained. Default: ${DEFAULT-VALUE}")
    private int fullLoad;

    @Override
    public Integer call() throws InterruptedException {
        return lab.within(this::measure);
    }

    private void measure(Path directory) throws InterruptedException {
        Report report = new Report("freshness", spec.commandLine().getOut());
        Lab here = new Lab(directory.resolve("data"), directory, lab.jobFlags());
        try (Broker broker = Broker.start(directory.resolve("kafka"))) {
            try (KafkaTopics topics = new KafkaTopics(broker.address())) {
                topics.create(TOPIC, Farthest.PARTITIONS, Map.of("message.timestamp.type", "LogAppendTime"));
            }
            try (MeasuredProcess job = here.run("freshness", WORKSHEET.formatted(broker.address()))) {
                while (!Files.exists(directory.resolve("data/warehouse/bench/staging"))) {
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
                Session session = new Session(broker, job, here, InstantSource.system(), report);
                session.measure();
            }
        }
        report.end();
    }

    /** One job that is fed and watched. */
    private final class Session {
        private final Broker broker;
        private final MeasuredProcess job;
        private final Lab lab;
        private final InstantSource clock;
        private final Report report;

        Session(Broker broker, MeasuredProcess job, Lab lab, InstantSource clock, Report report) {
            this.broker = broker;
            this.job = job;
            this.lab = lab;
            this.clock = clock;
            this.report = report;
        }

        void measure() throws InterruptedException {
            try (Farthest table = new Farthest(lab.read())) {
                AppendTimes flood = new AppendTimes(Farthest.PARTITIONS, 0, 0);
                long sustained = flood(table, flood);
                report.put("events_per_second_sustained", sustained);
                long perSecond = rate > 0 ? rate : sustained / 2;
                long count = perSecond * seconds / Farthest.PARTITIONS;
                AppendTimes times = new AppendTimes(Farthest.PARTITIONS, flood.seen() / Farthest.PARTITIONS, count);
                Usage before = job.usage();
                steady(table, times, perSecond, count);
                Usage steady = job.usage().beyond(before);
                double[] ages = times.ages(0);
                report.put("events_per_second", perSecond);
                report.put("sampled", ages.length);
                report.put("seconds_p50", Quantiles.of(ages, 0.5) / MILLIS);
                report.put("seconds_p99", Quantiles.of(ages, 0.99) / MILLIS);
                report.put("seconds_most", Quantiles.of(ages, 1) / MILLIS);
                report.put("job_cores_busy", steady.coresBusy());
                long commits = lab.look(
                        "bench", "staging", staging -> staging.metadata().lastSequenceNumber());
                report.put("commits", commits);
            }
        }

        /** Writes as fast as the table follows; returns how many events a second it did. */
        private long flood(Farthest table, AppendTimes times) throws InterruptedException {
            AtomicLong seen = new AtomicLong();
            AtomicBoolean stopped = new AtomicBoolean();
            PacedWriter writer = new PacedWriter(
                    broker.address(),
                    TOPIC,
                    times,
                    () -> stopped.get() ? -1 : seen.get() / Farthest.PARTITIONS + AHEAD);
            Thread thread = start(writer);
            Instant begin = clock.instant();
            Instant half = begin.plusSeconds(fullLoad / 2);
            Instant end = begin.plusSeconds(fullLoad);
            watch(table, times, seen, () -> clock.instant().isBefore(half));
            long before = times.seen();
            long from = clock.millis();
            watch(table, times, seen, () -> clock.instant().isBefore(end));
            long sustained = Math.round((times.seen() - before) * MILLIS / (clock.millis() - from));
            stopped.set(true);
            thread.join();
            watch(table, times, seen, () -> !times.seenBefore(writer.end()));
            return sustained;
        }

        private void steady(Farthest table, AppendTimes times, long perSecond, long count) throws InterruptedException {
            long begin = clock.millis();
            AtomicBoolean all = new AtomicBoolean();
            PacedWriter writer = new PacedWriter(broker.address(), TOPIC, times, () -> {
                if (all.get()) {
                    return -1;
                }
                long due = (clock.millis() - begin) * perSecond / (long) (MILLIS * Farthest.PARTITIONS);
                all.set(due >= count);
                return Math.min(due, count);
            });
            Thread thread = start(writer);
            watch(table, times, new AtomicLong(), () -> !times.seenBefore(times.first() + count));
            thread.join();
        }

        private Thread start(PacedWriter writer) {
            Thread thread = new Thread(writer, "producer");
            thread.setDaemon(true);
            thread.start();
            return thread;
        }

        private void watch(Farthest table, AppendTimes times, AtomicLong seen, BooleanSupplier more) {
            while (more.getAsBoolean()) {
                if (!job.isAlive()) {
                    throw new IllegalStateException("the job ended: " + job.output());
                }
                long[] farthest = table.look();
                long now = clock.millis();
                for (int partition = 0; partition < farthest.length; partition++) {
                    times.seen(partition, farthest[partition], now);
                }
                seen.set(times.seen());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
