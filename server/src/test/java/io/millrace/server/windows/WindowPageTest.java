package io.millrace.server.windows;

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

/** {@code docs/reference/windows.md} says what is so: rows, commit by commit, queries and what their tables hold. */
class WindowPageTest {
    private static final Path PAGE = Path.of("../docs/reference/windows.md");
    private static final Pattern BLOCK =
            Pattern.compile("(?s)```(json late|json result|json|sql statement|sql)\n(.*?)```");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOAD = """
            CREATE FILES CONNECTION files PATH = '%s';
            CREATE TABLE lake.demo.orders_raw;
            CREATE JOB load COMMIT_INTERVAL = 200 MILLISECONDS CONTENT_TYPE = JSON
              EVENT_TIME = CAST(time AS TIMESTAMP)
              AS COPY FROM FILES files SETTLE_TIME = 0 SECONDS INTO lake.demo.orders_raw;
            """;

    @TempDir
    private Path directory;

    private int examples;

    @Test
    void everyExampleIsSo() throws Exception {
        List<String> rows = List.of();
        Matcher block = BLOCK.matcher(Files.readString(PAGE));
        while (block.find()) {
            List<String> lines = block.group(2).lines().toList();
            switch (block.group(1)) {
                case "json" -> rows = lines;
                case "sql" -> run(rows, block.group(2));
                case "sql statement" ->
                    assertThat(Worksheet.parse("page.md", block.group(2), Map.of()))
                            .isNotEmpty();
                case "json late" ->
                    assertThat(TestMillrace.query(
                                    data(),
                                    "SELECT job, reason, strftime(watermark, '%H:%M') AS watermark, source_row ->> 'shop' AS shop"
                                            + " FROM lake.demo.totals__late ORDER BY ALL"))
                            .isEqualTo(lines);
                default ->
                    assertThat(TestMillrace.query(data(), "SELECT * FROM lake.demo.totals ORDER BY ALL"))
                            .isEqualTo(lines);
            }
        }
        assertThat(examples).isGreaterThan(2);
    }

    private Path data() {
        return directory.resolve("example" + examples).resolve("data");
    }

    private void run(List<String> rows, String sql) throws Exception {
        examples++;
        Path input = Files.createDirectories(data().resolveSibling("input"));
        Map<Integer, StringBuilder> commits = new TreeMap<>();
        for (String row : rows) {
            JsonNode json = JSON.readTree(row);
            commits.computeIfAbsent(json.get("commit").asInt(), any -> new StringBuilder())
                    .append(row)
                    .append('\n');
        }
        for (Map.Entry<Integer, StringBuilder> commit : commits.entrySet()) {
            Files.writeString(input.resolve(commit.getKey() + ".json"), commit.getValue());
            assertThat(TestMillrace.runUntilCaughtUp(data(), LOAD.formatted(input) + sql))
                    .noneMatch(line -> line.contains("Cannot"));
        }
    }
}
