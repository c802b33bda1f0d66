package io.millrace.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.cli.Main;
import io.millrace.cli.Wiring;
import io.millrace.lake.LakeTable;
import io.millrace.lake.catalog.Catalogs;
import io.millrace.lake.catalog.LakeCatalog;
import io.millrace.lake.scan.ScanPlanner;
import io.millrace.lake.scan.ScannedFile;
import io.millrace.lake.scan.TableVersion;
import io.millrace.server.Millrace;
import io.millrace.server.Result;
import io.millrace.sql.Worksheet;
import io.millrace.sql.tree.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A data directory, the commands that run on it, and looks into it. */
record Lab(Path data, Path directory, List<String> jobFlags) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Optional<String> LAUNCHER = Optional.ofNullable(System.getProperty("millrace.command"));

    /** {@code millrace run} of a worksheet on this data directory. */
    MeasuredProcess run(String name, String worksheet, String... options) {
        List<String> arguments = arguments(name, worksheet, options);
        return MeasuredProcess.start(Java.like(Main.class, jobFlags, arguments), log(name));
    }

    /** The same with {@code --until-caught-up}, to its end. */
    Usage runToEnd(String name, String worksheet) throws InterruptedException {
        try (MeasuredProcess job = run(name, worksheet, "--until-caught-up")) {
            return job.await();
        }
    }

    /** The same by the launcher that started this process, if one did. */
    MeasuredProcess launch(String name, String worksheet, String... options) {
        if (LAUNCHER.isEmpty()) {
            return run(name, worksheet, options);
        }
        List<String> command = new ArrayList<>(List.of(LAUNCHER.get()));
        command.addAll(arguments(name, worksheet, options));
        return MeasuredProcess.start(command, log(name));
    }

    /** Lets the launcher build what it starts, which it does the first time. */
    static void ensureBuilt(Path directory) throws InterruptedException {
        if (LAUNCHER.isPresent()) {
            try (MeasuredProcess version =
                    MeasuredProcess.start(List.of(LAUNCHER.get(), "version"), directory.resolve("version.log"))) {
                version.await();
            }
        }
    }

    private Path log(String name) {
        return directory.resolve(name + ".log");
    }

    private List<String> arguments(String name, String worksheet, String... options) {
        Path file = directory.resolve(name + ".sql");
        try {
            Files.writeString(file, worksheet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> arguments = new ArrayList<>(List.of("run", file.toString(), "--data", data.toString()));
        arguments.addAll(List.of(options));
        return arguments;
    }

    /** Opens the data directory beside the process that runs the jobs. */
    Millrace read() {
        return new Wiring(InstantSource.system()).read(data);
    }

    /** The values of the one row of a query, as text. */
    List<String> texts(String sql) {
        List<String> texts = new ArrayList<>();
        row(sql).forEach(value -> texts.add(value.asText()));
        return texts;
    }

    /** Fails unless both have the same values. */
    static void verify(List<String> ours, List<String> expected) {
        if (!ours.equals(expected)) {
            throw new IllegalStateException("the table holds " + ours + ", and should hold " + expected);
        }
    }

    /** The one row of a query. */
    JsonNode row(String sql) {
        try (Millrace millrace = read()) {
            return row(millrace, sql);
        }
    }

    static JsonNode row(Millrace millrace, String sql) {
        Statement statement = Worksheet.parse("bench.sql", sql, Map.of()).get(0);
        try (Result.Table table = (Result.Table) millrace.execute(statement)) {
            if (!table.next()) {
                throw new IllegalStateException("no row: " + sql);
            }
            return JSON.readTree(table.json());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The data files of a table of the embedded catalog. */
    List<ScannedFile> files(String schema, String table) {
        return look(
                schema,
                table,
                found -> ScanPlanner.plan(found, new TableVersion.Current()).files());
    }

    <T> T look(String schema, String table, Function<LakeTable, T> question) {
        try (LakeCatalog catalog = Catalogs.embedded(data)) {
            return question.apply(catalog.find(schema, table).orElseThrow());
        }
    }
}
