package io.millrace.server;

import io.millrace.connector.files.FilesConnector;
import io.millrace.connector.files.s3.S3Connector;
import io.millrace.connector.generator.GeneratorConnector;
import io.millrace.connector.http.HttpConnector;
import io.millrace.connector.kafka.KafkaConnector;
import io.millrace.connector.kinesis.KinesisConnector;
import io.millrace.formats.Formats;
import io.millrace.sql.Worksheet;
import io.millrace.sql.tree.Statement;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Millrace as the command line wires it, for tests. Tasks and results pass through their serialised form. */
public final class TestMillrace {
    private TestMillrace() {}

    public static MillraceSettings settings(Path directory, RunMode mode, int parallelism) {
        InstantSource clock = InstantSource.system();
        return new MillraceSettings(
                directory,
                List.of(
                        new KafkaConnector(clock),
                        new FilesConnector(clock),
                        new GeneratorConnector(clock),
                        new HttpConnector(directory.resolve("http"), clock, TestMillrace::daemon),
                        new KinesisConnector(clock, TestMillrace::daemon),
                        new S3Connector(clock)),
                Formats.ALL,
                parallelism,
                512L << 20,
                mode,
                true,
                clock);
    }

    public static List<Statement> worksheet(String sql) {
        return Worksheet.parse("test.sql", sql, Map.of());
    }

    /** Runs a worksheet until it has caught up; the statements' messages. */
    public static List<String> runUntilCaughtUp(Path directory, String sql) throws InterruptedException {
        return runUntilCaughtUp(directory, sql, 2);
    }

    /** Runs a worksheet with so many threads until it has caught up; the statements' messages, then the jobs' errors. */
    public static List<String> runUntilCaughtUp(Path directory, String sql, int parallelism)
            throws InterruptedException {
        List<String> messages = new ArrayList<>();
        try (Millrace millrace = Millrace.own(settings(directory, RunMode.UNTIL_CAUGHT_UP, parallelism))) {
            millrace.apply(worksheet(sql), result -> messages.add(((Result.Done) result).message()));
            millrace.jobs().start();
            if (!millrace.jobs().awaitEnd(Duration.ofSeconds(60))) {
                throw new IllegalStateException(
                        "jobs did not end: " + millrace.jobs().statuses());
            }
            millrace.jobs()
                    .statuses()
                    .forEach(status -> status.error().ifPresent(error -> messages.add(error.describe())));
        }
        return messages;
    }

    /** The rows of a query as JSON lines. */
    public static List<String> query(Path directory, String sql) {
        try (Millrace millrace = Millrace.read(settings(directory, RunMode.CONTINUOUS, 1))) {
            return query(millrace, sql);
        }
    }

    /** The rows of a query as JSON lines. */
    public static List<String> query(Millrace millrace, String sql) {
        List<String> rows = new ArrayList<>();
        try (Result.Table table = (Result.Table) millrace.execute(worksheet(sql).get(0))) {
            while (table.next()) {
                rows.add(table.json());
            }
        }
        return rows;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "kinesis");
        thread.setDaemon(true);
        return thread;
    }
}
