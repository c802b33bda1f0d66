package io.millrace.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** DuckDB doing by itself what is measured, in a process of its own. */
final class Reference {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FLAGS = List.of("-Xmx256m", "-XX:+UseParallelGC");

    private Reference() {}

    /** Executes a statement twice; what it took the second time, without the start of the process. */
    static Usage measure(Path directory, int threads, String sql) throws InterruptedException {
        return measure(directory, ReferenceMain.class, List.of(Integer.toString(threads), sql));
    }

    /** The same for a program that prints what it took through {@link SecondTime}. */
    static Usage measure(Path directory, Class<?> main, List<String> arguments) throws InterruptedException {
        Path log = directory.resolve("reference.log");
        try (MeasuredProcess process = MeasuredProcess.start(Java.command(main, FLAGS, arguments), log)) {
            Usage whole = process.await();
            Map<?, ?> last = JSON.readValue(process.output().lines().reduce("", (a, b) -> b), Map.class);
            return new Usage(nanos(last, "cpu_nanos"), nanos(last, "wall_nanos"), whole.peakBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Executes a statement in this process. */
    static void execute(String sql) {
        try (var connection = java.sql.DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("SET timezone = 'UTC'");
            statement.execute(sql);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The single row that a query yields, as text. */
    static List<String> row(String sql) {
        try (var connection = java.sql.DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("SET timezone = 'UTC'");
            try (var result = statement.executeQuery(sql)) {
                result.next();
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(result.getObject(i)));
                }
                return values;
            }
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The bytes of the files at or below a path. */
    static long bytes(Path path) {
        try (var files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A list of files as DuckDB's functions take it. */
    static String list(List<String> paths) {
        return paths.stream().map(path -> "'" + path + "'").toList().toString();
    }

    private static Duration nanos(Map<?, ?> values, String name) {
        return Duration.ofNanos(((Number) values.get(name)).longValue());
    }
}
