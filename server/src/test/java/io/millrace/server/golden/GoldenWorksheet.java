package io.millrace.server.golden;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.server.TestMillrace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder of {@code golden/}: {@code worksheet.sql}, in which {@code ${INPUT}} is the folder {@code input/}, and in
 * {@code expected/} for every table its rows, in any order, in {@code SCHEMA.TABLE.jsonl}. A file of the same name that
 * ends in {@code .sql} holds the query to compare instead of {@code SELECT *} from that table. As all worksheets may share
 * a data directory, the names of connections, jobs and schemas begin with the folder's.
 */
record GoldenWorksheet(Path folder) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static List<GoldenWorksheet> all() {
        try (Stream<Path> folders = Files.list(root())) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(GoldenWorksheet::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String sql() {
        return read(folder.resolve("worksheet.sql"))
                .replace("${INPUT}", folder.resolve("input").toString());
    }

    /** How often each row occurs, by table. */
    Map<String, Map<JsonNode, Integer>> expected() {
        Map<String, Map<JsonNode, Integer>> expected = new TreeMap<>();
        for (Path file : expectedFiles()) {
            List<String> lines =
                    read(file).lines().filter(line -> !line.isBlank()).toList();
            expected.put(table(file), counted(lines));
        }
        return expected;
    }

    /** The same of what is in a data directory. */
    Map<String, Map<JsonNode, Integer>> actual(Path data) {
        Map<String, Map<JsonNode, Integer>> actual = new TreeMap<>();
        for (Path file : expectedFiles()) {
            Path query = file.resolveSibling(table(file) + ".sql");
            String sql = Files.exists(query) ? read(query) : "SELECT * FROM lake." + table(file);
            actual.put(table(file), counted(TestMillrace.query(data, sql)));
        }
        return actual;
    }

    /** What the jobs' columns come from, a line for each row of the lineage. */
    String lineage() {
        return read(folder.resolve("lineage.txt"));
    }

    void writeLineage(String lines) {
        Path file = Path.of("src/test/resources/golden", toString(), "lineage.txt");
        try {
            Files.writeString(file, lines + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return Objects.requireNonNull(folder.getFileName()).toString();
    }

    private List<Path> expectedFiles() {
        try (Stream<Path> files = Files.list(folder.resolve("expected"))) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String table(Path file) {
        String name = Objects.requireNonNull(file.getFileName()).toString();
        return name.substring(0, name.length() - ".jsonl".length());
    }

    private static Map<JsonNode, Integer> counted(List<String> rows) {
        Map<JsonNode, Integer> counts = new HashMap<>();
        for (String row : rows) {
            counts.merge(parse(row), 1, Integer::sum);
        }
        return counts;
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
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

    private static Path root() {
        try {
            return Path.of(Objects.requireNonNull(GoldenWorksheet.class.getResource("/golden"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
