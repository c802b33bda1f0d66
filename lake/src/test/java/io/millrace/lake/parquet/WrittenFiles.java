package io.millrace.lake.parquet;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.iceberg.types.Types.NestedField;

/** Files on disk and the independent readers that say what is in them. */
final class WrittenFiles implements AutoCloseable {
    private final Path folder;
    private final Connection duckdb;
    private int files;

    WrittenFiles() {
        try {
            folder = Files.createTempDirectory("parquet");
            duckdb = DriverManager.getConnection("jdbc:duckdb:");
            execute("SET timezone='UTC'");
            execute("SET threads=1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    File next() {
        return folder.resolve("f" + files++ + ".parquet").toFile();
    }

    static List<String> readWithIceberg(File file, List<NestedField> fields) {
        Schema schema = new Schema(fields);
        List<String> rows = new ArrayList<>();
        try (CloseableIterable<Record> records = Parquet.read(org.apache.iceberg.Files.localInput(file))
                .project(schema)
                .createReaderFunc(type -> GenericParquetReaders.buildReader(schema, type))
                .build()) {
            records.forEach(record -> rows.add(Texts.row(fields, record)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** Writes the rows of a file once more, with Iceberg's own writer; returns its metrics. */
    static Metrics copy(File file, File copy, List<NestedField> fields) {
        Schema schema = new Schema(fields);
        FileAppender<Record> appender;
        try (CloseableIterable<Record> records = Parquet.read(org.apache.iceberg.Files.localInput(file))
                        .project(schema)
                        .createReaderFunc(type -> GenericParquetReaders.buildReader(schema, type))
                        .build();
                FileAppender<Record> writer = Parquet.write(org.apache.iceberg.Files.localOutput(copy))
                        .schema(schema)
                        .metricsConfig(MetricsConfig.getDefault())
                        .createWriterFunc(GenericParquetWriter::create)
                        .build()) {
            writer.addAll(records);
            appender = writer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return appender.metrics();
    }

    List<String> readWithDuckDb(File file, List<NestedField> fields) {
        List<String> rows = new ArrayList<>();
        try (Statement statement = duckdb.createStatement();
                ResultSet results = statement.executeQuery("SELECT * FROM read_parquet('" + file + "')")) {
            while (results.next()) {
                List<String> parts = new ArrayList<>();
                for (int i = 0; i < fields.size(); i++) {
                    parts.add(Texts.value(fields.get(i).type(), results.getObject(i + 1)));
                }
                rows.add(parts.toString());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }

    /** Field ids by name as DuckDB finds them, each name once. */
    Map<String, Integer> fieldIds(File file) {
        Map<String, Integer> ids = new TreeMap<>();
        try (Statement statement = duckdb.createStatement();
                ResultSet results = statement.executeQuery(
                        "SELECT name, field_id FROM parquet_schema('" + file + "') WHERE field_id IS NOT NULL")) {
            while (results.next()) {
                ids.put(results.getString(1), results.getInt(2));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return ids;
    }

    /** The one number that a query answers with. */
    long number(String sql) {
        try (Statement statement = duckdb.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            results.next();
            return results.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static Metrics metrics(File file) {
        return ParquetUtil.fileMetrics(org.apache.iceberg.Files.localInput(file), MetricsConfig.getDefault());
    }

    @Override
    public void close() {
        try {
            duckdb.close();
            for (int i = 0; i < files; i++) {
                Files.deleteIfExists(folder.resolve("f" + i + ".parquet"));
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            statement.execute(sql);
        }
    }
}
