package io.millrace.server.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.Millrace;
import io.millrace.server.RunMode;
import io.millrace.server.TestMillrace;
import io.millrace.sql.Worksheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/reference/user-functions.md} says what is so: a class, the functions that are made of it, queries and their rows. */
class UserFunctionPageTest {
    private static final Path PAGE = Path.of("../docs/reference/user-functions.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)```(java|sql query|sql|json result)\n(.*?)```");

    @TempDir
    private Path directory;

    @Test
    void everyExampleIsSo() throws IOException {
        Path jar = directory.resolve("text.jar");
        int checked = 0;
        List<String> rows = List.of();
        try (Millrace millrace =
                Millrace.own(TestMillrace.settings(directory.resolve("data"), RunMode.CONTINUOUS, 1))) {
            Matcher block = BLOCK.matcher(Files.readString(PAGE));
            while (block.find()) {
                String text = block.group(2);
                switch (block.group(1)) {
                    case "java" -> Jars.compile(jar, "com.acme.Text", text);
                    case "sql" ->
                        millrace.apply(Worksheet.parse("page.sql", text, Map.of("JAR", jar.toString())), result -> {});
                    case "sql query" -> rows = TestMillrace.query(millrace, text);
                    default -> {
                        assertThat(rows).isEqualTo(text.lines().toList());
                        checked++;
                    }
                }
            }
        }
        assertThat(checked).isEqualTo(1);
    }
}
