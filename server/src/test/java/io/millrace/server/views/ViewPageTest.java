package io.millrace.server.views;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.server.TestMillrace;
import io.millrace.sql.Worksheet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/reference/materialized-views.md} says what is so: rows, commit by commit, queries and what their views hold. */
class ViewPageTest {
    private static final Path PAGE = Path.of("../docs/reference/materialized-views.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)```(json result|json|sql statement|sql)\n(.*?)```");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOAD = """
            CREATE FILES CONNECTION files PATH = '%s';
            CREATE TABLE lake.demo.sales_raw;
            CREATE JOB load COMMIT_INTERVAL = 200 MILLISECONDS CONTENT_TYPE = JSON
              EVENT_TIME = to_timestamp(1767225600 + event)
              AS COPY FROM FILES files SETTLE_TIME = 0 SECONDS INTO lake.demo.sales_raw;
            """;

    @TempDir
    private Path directory;

    @Test
    void everyExampleIsSo() throws Exception {
        List<String> rows = List.of();
        String sql = "";
        int examples = 0;
        Matcher block = BLOCK.matcher(Files.readString(PAGE));
        while (block.find()) {
            List<String> lines = block.group(2).lines().toList();
            switch (block.group(1)) {
                case "json" -> rows = lines;
                case "sql" -> sql = block.group(2).strip();
                case "sql statement" ->
                    assertThat(Worksheet.parse("page.md", block.group(2), Map.of()))
                            .isNotEmpty();
                default -> {
                    assertThat(run(directory.resolve("example" + ++examples), rows, sql))
                            .as(sql)
                            .isEqualTo(lines);
                }
            }
        }
        assertThat(examples).isGreaterThan(2);
    }

    private static List<String> run(Path folder, List<String> rows, String sql) throws Exception {
        Path input = Files.createDirectories(folder.resolve("input"));
        String worksheet = LOAD.formatted(input) + "CREATE MATERIALIZED VIEW lake.demo.v AS "
                + sql.replace("FROM sales_raw", "FROM lake.demo.sales_raw") + " RUN_INTERVAL = 1 SECOND;";
        Map<Integer, StringBuilder> commits = new TreeMap<>();
        for (String row : rows) {
            JsonNode json = JSON.readTree(row);
            commits.computeIfAbsent(json.get("commit").asInt(), any -> new StringBuilder())
                    .append(row)
                    .append('\n');
        }
        for (Map.Entry<Integer, StringBuilder> commit : commits.entrySet()) {
            Files.writeString(input.resolve(commit.getKey() + ".json"), commit.getValue());
            assertThat(TestMillrace.runUntilCaughtUp(folder.resolve("data"), worksheet))
                    .noneMatch(line -> line.contains("Cannot"));
        }
        return TestMillrace.query(folder.resolve("data"), "SELECT * FROM lake.demo.v ORDER BY ALL");
    }
}
