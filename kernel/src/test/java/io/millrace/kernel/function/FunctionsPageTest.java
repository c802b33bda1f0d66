package io.millrace.kernel.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kernel.Fixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about functions says what is declared. {@code -Dgolden.update=true} writes its tables anew. */
class FunctionsPageTest {
    private static final Path PAGE = Path.of("../docs/reference/functions.md");
    private static final Pattern SNIPPET = Pattern.compile("(?s)```sql\n(.*?)```");
    private static final Pattern TABLE = Pattern.compile("(?s)(<!-- functions -->\n)(.*?)(<!-- end -->)");

    @Test
    void tablesAreThoseOfTheDeclarations() throws IOException {
        String page = Files.readString(PAGE);
        Matcher table = TABLE.matcher(page);
        String current =
                table.replaceFirst(match -> Matcher.quoteReplacement(match.group(1) + tables() + match.group(3)));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, current);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(current);
    }

    @Test
    void everySnippetIsAQuery() throws IOException {
        List<String> snippets = SNIPPET.matcher(Files.readString(PAGE))
                .results()
                .map(snippet -> snippet.group(1))
                .toList();
        assertThat(snippets).isNotEmpty();
        try (Fixture fixture = new Fixture()) {
            for (String snippet : snippets) {
                for (String query : snippet.split(";\n", -1)) {
                    if (!query.isBlank()) {
                        assertThat(fixture.analyze(query).items()).isNotEmpty();
                    }
                }
            }
        }
    }

    private static String tables() {
        StringBuilder out = new StringBuilder();
        for (String family : FunctionLibrary.families()) {
            List<FunctionDeclaration> functions = FunctionLibrary.get().declarations().stream()
                    .filter(function -> function.family().equals(family))
                    .toList();
            out.append("\n## ").append(family).append("\n\n| Function | | Example |\n|---|---|---|\n");
            functions.forEach(function -> out.append(row(function)));
        }
        out.append("\n## Where DuckDB differs\n\n| Function | DuckDB's |\n|---|---|\n");
        for (FunctionDeclaration function : FunctionLibrary.get().declarations()) {
            function.difference()
                    .ifPresent(difference ->
                            out.append("| `%s` | %s |\n".formatted(function.name(), escaped(difference))));
        }
        return out.append('\n').toString();
    }

    private static String row(FunctionDeclaration function) {
        List<String> text = new ArrayList<>();
        text.add(function.description());
        if (!function.aliases().isEmpty()) {
            text.add("Also `" + String.join("`, `", function.aliases()) + "`.");
        }
        if (function.isAggregate()) {
            text.add("Aggregate.");
        }
        if (!function.nullRule().equals(FunctionDeclaration.NULL_RULE)) {
            text.add("NULL: " + function.nullRule() + ".");
        }
        if (!function.badInput().equals(FunctionDeclaration.BAD_INPUT)) {
            text.add("Bad input: " + function.badInput() + ".");
        }
        String signatures = String.join(
                "<br>",
                function.signatures().stream()
                        .map(signature -> "`" + escaped(signature) + "`")
                        .toList());
        String example = function.examples().stream()
                .findFirst()
                .map(one -> "`" + escaped(one.expression()) + "` is `" + escaped(one.result()) + "`")
                .orElse("");
        return "| %s | %s | %s |\n".formatted(signatures, escaped(String.join(" ", text)), example);
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
