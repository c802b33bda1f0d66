package io.millrace.kernel.nested;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kernel.Fixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/reference/nested-data.md} says what is so: rows, queries and their results in turn. */
class NestedPageTest {
    private static final Path PAGE = Path.of("../docs/reference/nested-data.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)```(json result|json|sql)\n(.*?)```");

    @Test
    void everyExampleIsSo() throws IOException {
        List<String> rows = List.of();
        String sql = "";
        int examples = 0;
        Matcher block = BLOCK.matcher(Files.readString(PAGE));
        while (block.find()) {
            List<String> lines = block.group(2).lines().toList();
            switch (block.group(1)) {
                case "json" -> rows = lines;
                case "sql" -> sql = block.group(2);
                default -> {
                    assertThat(run(rows, sql)).as(sql).isEqualTo(lines);
                    examples++;
                }
            }
        }
        assertThat(examples).isGreaterThan(10);
    }

    private static List<String> run(List<String> rows, String sql) {
        try (Fixture fixture = new Fixture()) {
            JsonTables.create(fixture, "lake.raw.t", rows);
            return fixture.rows(sql);
        }
    }
}
