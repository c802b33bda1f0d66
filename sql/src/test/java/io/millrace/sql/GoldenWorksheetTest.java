package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.error.MillraceException;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.option.TableOptions;
import io.millrace.sql.tree.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every {@code worksheets/x.sql} gives {@code worksheets/x.out}: the canonical text, or the error as a user sees it.
 *
 * <p>Lines {@code --set NAME=value} at the top set variables. Run with {@code -Dgolden.update=true} to write the
 * expected files anew, and read the difference.
 */
class GoldenWorksheetTest {
    private static final Path FOLDER = Path.of("src/test/resources/worksheets");

    @ParameterizedTest
    @MethodSource("worksheets")
    void givesWhatIsExpected(String name) throws IOException {
        String text = Files.readString(FOLDER.resolve(name + ".sql"));
        String actual = outcome(name + ".sql", text);

        Path expected = FOLDER.resolve(name + ".out");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
    }

    @ParameterizedTest
    @MethodSource("worksheets")
    void isStableOnceFormatted(String name) throws IOException {
        String text = Files.readString(FOLDER.resolve(name + ".out"));
        if (!text.startsWith(name + ".sql:")) {
            List<Statement> statements = Worksheet.parseFormatted(name, text);
            assertThat(SqlFormatter.format(statements)).isEqualTo(text);
        }
    }

    static Stream<String> worksheets() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".sql"))
                    .map(file -> file.substring(0, file.length() - 4))
                    .sorted()
                    .toList();
            assertThat(names).isNotEmpty();
            return names.stream();
        }
    }

    private static String outcome(String file, String text) {
        try {
            List<Statement> statements = Worksheet.parse(file, text, variables(text));
            statements.forEach(GoldenWorksheetTest::checkOptions);
            return SqlFormatter.format(statements);
        } catch (MillraceException e) {
            return Diagnostics.render(e, text);
        } catch (RuntimeException e) {
            throw new AssertionError("no other exception may escape", e);
        }
    }

    private static void checkOptions(Statement statement) {
        if (statement instanceof Statement.CreateJob job) {
            JobOptions.of(job.body()).resolve(job.options(), job.location());
        } else if (statement instanceof Statement.CreateTable table) {
            TableOptions.CREATE.resolve(table.options(), table.location());
        } else if (statement instanceof Statement.DropTable table) {
            TableOptions.DROP.resolve(table.options(), table.location());
        }
    }

    private static Map<String, String> variables(String text) {
        Map<String, String> variables = new LinkedHashMap<>();
        text.lines()
                .takeWhile(line -> line.startsWith("--set "))
                .map(line -> line.substring(6).split("=", 2))
                .forEach(pair -> variables.put(pair[0], pair[1]));
        return variables;
    }

    static {
        if (!Files.isDirectory(FOLDER)) {
            throw new UncheckedIOException(new IOException("no folder " + FOLDER.toAbsolutePath()));
        }
    }
}
