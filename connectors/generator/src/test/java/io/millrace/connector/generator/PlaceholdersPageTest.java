package io.millrace.connector.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page about the generator names every placeholder. {@code -Dgolden.update=true} writes its table anew. */
class PlaceholdersPageTest {
    private static final Path PAGE = Path.of("../../docs/reference/generator.md");
    private static final Pattern TABLE = Pattern.compile("(?s)(<!-- placeholders -->\n)(.*?)(<!-- end -->)");

    @Test
    void tableIsThatOfTheDeclarations() throws IOException {
        String table = Placeholders.ALL.stream()
                .map(placeholder -> "| `" + placeholder.usage() + "` | " + placeholder.meaning() + " |\n")
                .collect(Collectors.joining("", "| placeholder | what is written |\n|---|---|\n", ""));
        String page = Files.readString(PAGE);
        String current = TABLE.matcher(page)
                .replaceFirst(match -> Matcher.quoteReplacement(match.group(1) + table + match.group(3)));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, current);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(current).contains(table);
    }
}
