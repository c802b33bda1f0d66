package io.millrace.server.upsert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/reference/upsert.md} says what is so: statements, then rows and what the table holds after them in turn. */
class UpsertPageTest {
    private static final Path PAGE = Path.of("../docs/reference/upsert.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)```(json result|json|sql)\n(.*?)```");
    private static final Pattern TABLE = Pattern.compile("CREATE TABLE (\\S+)");

    @TempDir
    private Path directory;

    @Test
    void everyExampleIsSo() throws IOException {
        UpsertLab lab = null;
        String table = "";
        int examples = 0;
        Matcher block = BLOCK.matcher(Files.readString(PAGE));
        while (block.find()) {
            List<String> lines = block.group(2).lines().toList();
            switch (block.group(1)) {
                case "sql" -> {
                    lab = new UpsertLab(directory.resolve("e" + examples), existing(block.group(2)));
                    Matcher name = TABLE.matcher(block.group(2));
                    assertThat(name.find()).isTrue();
                    table = name.group(1);
                }
                case "json" -> lab.run(lines);
                default -> {
                    assertThat(lab.query("SELECT * FROM " + table + " ORDER BY ALL"))
                            .as(table)
                            .isEqualTo(lines);
                    examples++;
                }
            }
        }
        assertThat(examples).isGreaterThan(8);
    }

    private static String existing(String sql) {
        return sql.replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS")
                .replace("CREATE JOB", "CREATE JOB IF NOT EXISTS");
    }
}
