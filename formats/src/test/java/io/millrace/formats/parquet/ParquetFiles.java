package io.millrace.formats.parquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Files written by DuckDB. */
final class ParquetFiles {
    private ParquetFiles() {}

    /** @param options such as {@code CODEC 'zstd'}; may be empty */
    static byte[] write(String query, String options) {
        try {
            Path directory = Files.createTempDirectory("parquet");
            Path file = directory.resolve("x.parquet");
            try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                    Statement statement = connection.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'");
                statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet"
                        + (options.isEmpty() ? "" : ", " + options) + ")");
                return Files.readAllBytes(file);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(directory);
            }
        } catch (IOException | SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Maps as rows; fields that are not in the first record are absent. */
    static byte[] write(List<Map<String, Object>> records) {
        List<String> names = records.stream()
                .flatMap(record -> record.keySet().stream())
                .distinct()
                .toList();
        String rows = records.stream()
                .map(record -> "SELECT "
                        + names.stream()
                                .map(name -> literal(record.get(name)) + " AS \"" + name + "\"")
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining(" UNION ALL "));
        return write(rows, "");
    }

    private static String literal(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> "'" + entry.getKey() + "': " + literal(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ParquetFiles::literal).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof String text) {
            return "'" + text.replace("'", "''") + "'";
        }
        if (value instanceof Double number) {
            return "CAST(" + number + " AS DOUBLE)";
        }
        return value instanceof Long ? value + "::BIGINT" : String.valueOf(value);
    }
}
