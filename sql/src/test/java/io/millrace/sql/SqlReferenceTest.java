package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.sql.option.FunctionOptions;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.option.OptionTable;
import io.millrace.sql.option.TableOptions;
import io.millrace.sql.tree.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/reference/sql.md} says what is so. {@code -Dgolden.update=true} writes its tables anew. */
class SqlReferenceTest {
    private static final Path PAGE = Path.of("../docs/reference/sql.md");
    private static final List<OptionSet> SETS = List.of(
            TableOptions.CREATE,
            TableOptions.DROP,
            JobOptions.COPY,
            JobOptions.INSERT,
            JobOptions.VIEW,
            FunctionOptions.ALL);
    private static final Pattern TABLE = Pattern.compile("(?s)(<!-- options: ([^>]*) -->\n)(.*?)(<!-- end -->)");
    private static final Pattern SNIPPET = Pattern.compile("(?s)```sql\n(.*?)```");

    @Test
    void tablesOfOptionsAreThoseOfTheDeclarations() throws IOException {
        String page = Files.readString(PAGE);
        String current = TABLE.matcher(page).replaceAll(SqlReferenceTest::table);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, current);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(current);
        assertThat(TABLE.matcher(page).results().map(table -> table.group(2)))
                .containsExactlyInAnyOrderElementsOf(
                        SETS.stream().map(OptionSet::subject).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sql.md", "joins.md"})
    void everySnippetIsValid(String page) throws IOException {
        List<String> snippets = SNIPPET.matcher(Files.readString(PAGE.resolveSibling(page)))
                .results()
                .map(snippet -> snippet.group(1))
                .toList();
        assertThat(snippets).isNotEmpty();
        snippets.forEach(
                snippet -> assertThat(Worksheet.parse(page, snippet, Map.of())).isNotEmpty());
    }

    @Test
    void everyExampleIsAValueOfItsOption() {
        for (OptionSet set : SETS) {
            for (OptionSpec<?> spec : set.specs()) {
                String options = set.specs().stream()
                        .filter(other -> other.equals(spec) || other.is(OptionSpec.Trait.REQUIRED))
                        .map(other -> " " + other.name() + " = " + other.example())
                        .collect(Collectors.joining());
                Statement.AlterJob written =
                        (Statement.AlterJob) Worksheet.parse("example.sql", "ALTER JOB j SET" + options, Map.of())
                                .get(0);
                try {
                    set.resolve(written.options(), written.location());
                } catch (MillraceException e) {
                    assertThat(spec.type().label()).as(e.describe()).isEqualTo("not yet available");
                }
            }
        }
    }

    private static String table(MatchResult match) {
        OptionSet set = SETS.stream()
                .filter(candidate -> candidate.subject().equals(match.group(2)))
                .findFirst()
                .orElseThrow();
        return Matcher.quoteReplacement(match.group(1) + OptionTable.markdown(set) + match.group(4));
    }
}
