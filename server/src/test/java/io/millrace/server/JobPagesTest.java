package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages about jobs say what is so: rows that land, statements, and what queries tell then, in order. */
class JobPagesTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```(json result|json|sql query|sql)\n(.*?)```");
    private static final String LOAD = """
            CREATE FILES CONNECTION IF NOT EXISTS files PATH = '%s';
            CREATE TABLE IF NOT EXISTS lake.demo.orders_raw;
            CREATE JOB IF NOT EXISTS load COMMIT_INTERVAL = 200 MILLISECONDS CONTENT_TYPE = JSON
              EVENT_TIME = CAST(ts || '+00' AS TIMESTAMPTZ)
              AS COPY FROM FILES files SETTLE_TIME = 0 SECONDS INTO lake.demo.orders_raw;
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"job-versions", "sync-jobs"})
    void everyExampleIsSo(String page) throws Exception {
        Path input = Files.createDirectories(directory.resolve("input"));
        Path data = directory.resolve("data");
        String query = "";
        int blocks = 0;
        Matcher block = BLOCK.matcher(Files.readString(Path.of("../docs/reference/" + page + ".md")));
        while (block.find()) {
            String text = block.group(2);
            blocks++;
            switch (block.group(1)) {
                case "json" -> {
                    Files.writeString(input.resolve(blocks + ".json"), text);
                    run(data, input, "");
                }
                case "sql" -> run(data, input, text);
                case "sql query" -> query = text;
                default ->
                    assertThat(TestMillrace.query(data, query))
                            .as(query)
                            .isEqualTo(text.lines().toList());
            }
        }
        assertThat(blocks).isGreaterThan(7);
    }

    private static void run(Path data, Path input, String sql) throws InterruptedException {
        List<String> messages = TestMillrace.runUntilCaughtUp(data, LOAD.formatted(input) + sql);
        assertThat(messages).noneMatch(line -> line.contains("Cannot"));
    }
}
