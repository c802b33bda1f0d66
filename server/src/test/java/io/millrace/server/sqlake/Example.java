package io.millrace.server.sqlake;

import io.millrace.server.Millrace;
import io.millrace.server.Result;
import io.millrace.server.RunMode;
import io.millrace.server.TestBroker;
import io.millrace.server.TestKinesis;
import io.millrace.server.TestMillrace;
import io.millrace.server.s3.Store;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.Worksheet;
import io.millrace.sql.tree.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder of {@code sqlake/}: {@code worksheet.sql}, what it reads, and {@code expected.txt}, what its statements answer. Files of
 * {@code s3/} lie in a bucket, {@code ${BUCKET}}; {@code ${S3}} is how a connection gets there. The lines of {@code kafka/x.json} are in
 * the topic {@code x}, those of {@code kinesis/x.json} in the stream {@code x}.
 */
record Example(Path folder) {
    private static final Path ROOT = Path.of("src/test/resources/sqlake");
    private static final String EXPECTED = "expected.txt";

    static List<Example> all() {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.filter(Files::isDirectory).sorted().map(Example::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String expected() {
        return read(folder.resolve(EXPECTED));
    }

    /** Writes what is expected. */
    void write(String actual) throws IOException {
        Files.writeString(folder.resolve(EXPECTED), actual);
    }

    /** Runs the statements; the jobs catch up in front of the first query. One answer a line, then the errors of jobs. */
    String run(Path data) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        boolean ran = false;
        try (Millrace millrace = Millrace.own(TestMillrace.settings(data, RunMode.UNTIL_CAUGHT_UP, 2))) {
            for (Statement statement :
                    Worksheet.parse("test.sql", read(folder.resolve("worksheet.sql")), variables())) {
                if (statement instanceof Statement.Query && !ran) {
                    lines.addAll(catchUp(millrace));
                    ran = true;
                }
                lines.addAll(answer(millrace, statement));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static List<String> catchUp(Millrace millrace) throws InterruptedException {
        millrace.jobs().start();
        if (!millrace.jobs().awaitEnd(Duration.ofSeconds(60))) {
            throw new IllegalStateException(
                    "jobs did not end: " + millrace.jobs().statuses());
        }
        return millrace.jobs().statuses().stream()
                .flatMap(status -> status.error().stream())
                .map(MillraceException::describe)
                .toList();
    }

    private static List<String> answer(Millrace millrace, Statement statement) {
        List<String> lines = new ArrayList<>();
        try {
            Result result = millrace.execute(statement);
            if (result instanceof Result.Done done) {
                lines.add(done.message());
                return lines;
            }
            try (Result.Table table = (Result.Table) result) {
                while (table.next()) {
                    lines.add(table.json());
                }
            }
        } catch (MillraceException e) {
            lines.add(e.describe());
        }
        return lines;
    }

    private Map<String, String> variables() {
        Path objects = folder.resolve("s3");
        Store store = Files.exists(objects) ? Store.create() : new Store("", "");
        files(objects).forEach(file -> store.write(objects.relativize(file).toString(), read(file)));
        boolean kafka = Files.exists(folder.resolve("kafka"));
        boolean kinesis = Files.exists(folder.resolve("kinesis"));
        files(folder.resolve("kafka")).forEach(Example::fillTopic);
        files(folder.resolve("kinesis")).forEach(Example::fillStream);
        return Map.of(
                "BUCKET",
                store.bucket(),
                "S3",
                store.options(),
                "KAFKA",
                kafka ? TestBroker.broker().bootstrap() : "",
                "KINESIS",
                kinesis ? TestKinesis.endpoint().toString() : "");
    }

    private static void fillTopic(Path file) {
        String topic = name(file);
        TestBroker.createTopic(topic, 1);
        TestBroker.write(topic, 0, read(file).lines().toArray(String[]::new));
    }

    private static void fillStream(Path file) {
        TestKinesis.create(name(file), 1);
        TestKinesis.put(name(file), read(file).lines().toList());
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".json", "");
    }

    private static List<Path> files(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
