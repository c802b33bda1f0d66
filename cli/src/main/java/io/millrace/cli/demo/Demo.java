package io.millrace.cli.demo;

import static java.util.Objects.requireNonNull;

import io.millrace.cli.context.Context;
import io.millrace.cli.live.JobWatch;
import io.millrace.cli.live.JobWatch.End;
import io.millrace.cli.live.Quantities;
import io.millrace.cli.live.View;
import io.millrace.jobs.loop.JobState;
import io.millrace.jobs.loop.JobStatus;
import io.millrace.server.Millrace;
import io.millrace.server.Result;
import io.millrace.server.RunMode;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.Worksheet;
import io.millrace.testing.KafkaBroker;
import io.millrace.testing.KafkaTopics;
import io.millrace.testing.KafkaWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A broker, a stream of orders, and the jobs of the worksheet on them. */
public final class Demo {
    /** The name of the worksheet in errors. */
    public static final String WORKSHEET = "examples/demo.sql";

    private static final String TOPIC = "orders";
    private static final int PARTITIONS = 2;
    private static final Duration TO_CATCH_UP = Duration.ofSeconds(20);

    /** Longer than the run interval of the worksheet: what was loaded before that long has been transformed. */
    private static final Duration TRANSFORMED_WITHIN = Duration.ofSeconds(2);

    private final Context context;
    private final DemoDirectory directory;
    private final View view;
    private final int perSecond;

    /** @param perSecond orders written in a second */
    public Demo(Context context, DemoDirectory directory, View view, int perSecond) {
        this.context = requireNonNull(context, "context is null");
        this.directory = requireNonNull(directory, "directory is null");
        this.view = requireNonNull(view, "view is null");
        this.perSecond = perSecond;
    }

    /** What came of it, in lines for the user; and the error of a job that failed, if any did. */
    public record Outcome(List<String> summary, Optional<MillraceException> failure) {
        public Outcome {
            summary = List.copyOf(summary);
            requireNonNull(failure, "failure is null");
        }
    }

    /**
     * Runs it until the user stops it or the time is over.
     *
     * @throws MillraceException when it cannot start
     */
    public Outcome run(Optional<Duration> duration) throws InterruptedException {
        try (Millrace millrace = context.opener().own(directory.path(), RunMode.CONTINUOUS)) {
            view.say("Starting a Kafka broker ...");
            try (KafkaBroker broker = KafkaBroker.start(directory.broker());
                    KafkaWriter writer = broker.writer()) {
                try (KafkaTopics topics = broker.topics()) {
                    topics.create(TOPIC, PARTITIONS);
                }
                introduce(broker, millrace);
                OrderStream orders = new OrderStream(
                        writer, TOPIC, PARTITIONS, perSecond, context.clock(), () -> hasCommitted(millrace));
                return run(millrace, orders, duration);
            }
        }
    }

    /** The text of the worksheet. */
    public static String worksheet() {
        try (InputStream in = Demo.class.getResourceAsStream("/io/millrace/cli/" + WORKSHEET)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void introduce(KafkaBroker broker, Millrace millrace) {
        view.say("It listens at " + broker.bootstrap() + "; " + Quantities.count(perSecond)
                + " orders a second go to its topic '" + TOPIC + "', and not all of them are clean.");
        view.say("");
        view.say("The worksheet " + WORKSHEET + ":");
        millrace.apply(Worksheet.parse(WORKSHEET, worksheet(), Map.of("KAFKA", broker.bootstrap())), this::sayDone);
        view.say("");
        Queries.toTry(directory.path()).forEach(view::say);
    }

    private void sayDone(Result result) {
        if (result instanceof Result.Done done) {
            view.say("  " + done.message());
        }
    }

    private Outcome run(Millrace millrace, OrderStream orders, Optional<Duration> duration)
            throws InterruptedException {
        Thread producer = new Thread(orders, "orders");
        producer.start();
        JobWatch watch = new JobWatch(millrace.jobs(), view, context.clock(), context.stop());
        millrace.jobs().start();
        End end = watch.watch(duration);
        orders.stop();
        producer.join();
        if (end != End.JOBS_ENDED) {
            catchUp(millrace, orders.produced());
        }
        List<JobStatus> last = millrace.jobs().statuses();
        millrace.jobs().stop();
        view.show(millrace.jobs().statuses());
        Optional<MillraceException> failure = failure(last);
        return failure.isPresent()
                ? new Outcome(List.of(), failure)
                : new Outcome(new Summary(new Questions(millrace), orders.produced()).lines(), failure);
    }

    /** Waits until every order that was written is in the tables, so that the summary adds up. */
    private void catchUp(Millrace millrace, long produced) throws InterruptedException {
        Instant deadline = context.clock().instant().plus(TO_CATCH_UP);
        boolean behind = true;
        while (behind && !millrace.jobs().awaitEnd(JobWatch.TICK)) {
            List<JobStatus> jobs = millrace.jobs().statuses();
            view.show(jobs);
            Instant now = context.clock().instant();
            behind = isBehind(jobs, produced, now) && now.isBefore(deadline);
        }
    }

    private static boolean isBehind(List<JobStatus> jobs, long produced, Instant now) {
        long loaded =
                jobs.stream().mapToLong(job -> job.counts().payloads()).max().orElse(0);
        boolean resting = jobs.stream()
                .allMatch(job -> job.lag().waiting() == 0
                        && job.lastCommit().orElse(now).plus(TRANSFORMED_WITHIN).isBefore(now));
        return loaded < produced || !resting;
    }

    private static boolean hasCommitted(Millrace millrace) {
        return millrace.jobs().statuses().stream().anyMatch(job -> job.runs() > 0);
    }

    private static Optional<MillraceException> failure(List<JobStatus> jobs) {
        return jobs.stream()
                .filter(job -> job.state() == JobState.FAILED)
                .findFirst()
                .flatMap(JobStatus::error);
    }
}
