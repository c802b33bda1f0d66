package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.Formats;
import io.millrace.spi.decode.Format;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.sql.Worksheet;
import io.millrace.sql.option.ContentType;
import io.millrace.sql.option.OptionTable;
import io.millrace.sql.tree.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/reference/content-types.md} says what is so. {@code -Dgolden.update=true} writes its tables anew. */
class ContentTypesReferenceTest {
    private static final Path PAGE = Path.of("../docs/reference/content-types.md");
    private static final List<OptionSet> SETS = Formats.ALL.stream()
            .map(Format::options)
            .filter(set -> !set.specs().isEmpty())
            .toList();
    private static final Pattern TABLE = Pattern.compile("(?s)(<!-- options: ([^>]*) -->\n)(.*?)(<!-- end -->)");
    private static final Pattern SNIPPET = Pattern.compile("(?s)```sql\n(.*?)```");

    @Test
    void tablesOfOptionsAreThoseOfTheDeclarations() throws IOException {
        String page = Files.readString(PAGE);
        String current = TABLE.matcher(page).replaceAll(ContentTypesReferenceTest::table);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, current);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(current);
        assertThat(TABLE.matcher(page).results().map(table -> table.group(2)))
                .containsExactlyInAnyOrderElementsOf(
                        SETS.stream().map(OptionSet::subject).toList());
    }

    @Test
    void everySnippetIsValid() throws IOException {
        List<String> snippets = SNIPPET.matcher(Files.readString(PAGE))
                .results()
                .map(snippet -> snippet.group(1))
                .toList();
        assertThat(snippets).isNotEmpty();
        snippets.forEach(snippet ->
                assertThat(Worksheet.parse("page.md", snippet, Map.of())).isNotEmpty());
    }

    @Test
    void everyExampleIsAValueOfItsOption() {
        for (OptionSet set : SETS) {
            for (OptionSpec<?> spec : set.specs()) {
                if (spec.example().startsWith("ENV")) {
                    continue;
                }
                Statement.AlterJob written = (Statement.AlterJob) Worksheet.parse(
                                "example.sql", "ALTER JOB j SET " + spec.name() + " = " + spec.example(), Map.of())
                        .get(0);
                assertThat(spec.type()
                                .read(spec.name(), written.options().get(0).value()))
                        .as("%s of %s", spec.name(), set.subject())
                        .isNotNull();
            }
        }
    }

    @Test
    void languageNamesEveryType() {
        assertThat(ContentType.NAMES)
                .containsAll(Formats.ALL.stream().map(Format::name).toList());
    }

    private static String table(MatchResult match) {
        OptionSet set = SETS.stream()
                .filter(candidate -> candidate.subject().equals(match.group(2)))
                .findFirst()
                .orElseThrow();
        return Matcher.quoteReplacement(match.group(1) + OptionTable.markdown(set) + match.group(4));
    }
}
