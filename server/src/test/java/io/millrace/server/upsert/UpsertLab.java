package io.millrace.server.upsert;

import io.millrace.lake.LakeTable;
import io.millrace.lake.catalog.Catalogs;
import io.millrace.lake.catalog.LakeCatalog;
import io.millrace.server.TestMillrace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/** A directory of input, landed file by file, and a job that upserts: each file is a run of it. */
final class UpsertLab {
    private final Path directory;
    private final String sql;
    private int files;

    /** @param sql statements after those that land the input in {@code lake.u.landed} */
    UpsertLab(Path directory, String sql) {
        this.directory = directory;
        this.sql = "CREATE FILES CONNECTION IF NOT EXISTS files PATH = '" + directory.resolve("input") + "';"
                + "CREATE TABLE IF NOT EXISTS lake.u.landed ();"
                + "CREATE JOB IF NOT EXISTS land CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS"
                + " EVENT_TIME = epoch_ms(1767225600000 + CAST(ms AS BIGINT))"
                + " AS COPY FROM FILES files LOCATION = '' SETTLE_TIME = 0 SECONDS INTO lake.u.landed;\n"
                + sql;
    }

    /** Lands rows, which are JSON, and lets the jobs catch up; fails when any of them does. */
    void run(List<String> rows) {
        try {
            Path input = Files.createDirectories(directory.resolve("input"));
            Files.write(input.resolve("%04d.json".formatted(files++)), rows);
            List<String> messages = TestMillrace.runUntilCaughtUp(directory.resolve("data"), sql);
            messages.stream()
                    .filter(message -> message.contains("Cannot"))
                    .findFirst()
                    .ifPresent(message -> {
                        throw new IllegalStateException(message);
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void run(String... rows) {
        run(List.of(rows));
    }

    List<String> query(String query) {
        return TestMillrace.query(directory.resolve("data"), query);
    }

    /** The rows of a table as Iceberg's own reader has them: their visible columns, sorted. */
    List<String> readByIceberg(String table) {
        List<String> rows = new ArrayList<>();
        try (LakeCatalog catalog = Catalogs.embedded(directory.resolve("data"));
                CloseableIterable<Record> records =
                        IcebergGenerics.read(find(catalog, table).iceberg()).build()) {
            for (Record record : records) {
                TreeMap<String, String> values = new TreeMap<>();
                record.struct().fields().stream()
                        .filter(field -> !field.name().startsWith("_"))
                        .forEach(field -> values.put(field.name(), String.valueOf(record.getField(field.name()))));
                rows.add(values.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rows.sort(null);
        return rows;
    }

    /** What the last commit of a table did. */
    Map<String, String> lastCommit(String table) {
        try (LakeCatalog catalog = Catalogs.embedded(directory.resolve("data"))) {
            return find(catalog, table).iceberg().currentSnapshot().summary();
        }
    }

    /** Leaves the current snapshot alone. */
    void expireSnapshots(String table) {
        try (LakeCatalog catalog = Catalogs.embedded(directory.resolve("data"))) {
            find(catalog, table)
                    .iceberg()
                    .expireSnapshots()
                    .expireOlderThan(Long.MAX_VALUE)
                    .retainLast(1)
                    .commit();
        }
    }

    private static LakeTable find(LakeCatalog catalog, String table) {
        return catalog.find("u", table).orElseThrow();
    }
}
