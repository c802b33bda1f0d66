package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.ErrorKind;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionValue;
import io.millrace.sql.token.SqlToken;
import io.millrace.sql.token.SqlTokens;
import io.millrace.sql.tree.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class WorksheetTest {
    @Test
    void nothingIsNoStatement() {
        assertThat(parse("")).isEmpty();
        assertThat(parse(" ; -- nothing\n;; /* ; */")).isEmpty();
    }

    @Test
    void windowsLineEndsCountAsOne() {
        assertThatThrownBy(() -> parse("SELECT 1;\r\nSHOW\r\n  NOTHING;\r\n"))
                .isInstanceOfSatisfying(
                        MillraceException.class,
                        e -> assertThat(e.location())
                                .hasValueSatisfying(
                                        place -> assertThat(place.toString()).isEqualTo("w.sql:3:3")));
    }

    @Test
    void thousandsOfBracketsAreAnErrorAndNotAStackOverflow() {
        assertThatThrownBy(() -> parse("SELECT " + "(".repeat(100_000)))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SYNTAX_ERROR));
    }

    @Test
    void aQueryOfMegabytesIsLocatedUnchanged() {
        String query = "SELECT " + "f(a, 'x;') + ".repeat(100_000) + "1";
        Statement.Query parsed = (Statement.Query) parse(query + ";").get(0);
        assertThat(parsed.query().sql()).isEqualTo(query);
    }

    @Property
    void aVariableWithinQuotesIsThatVeryText(@ForAll String value) {
        String worksheet = "ALTER JOB j SET A = '${V}' B = \"x${V}\" C = E'${V}'";
        Statement.AlterJob job = (Statement.AlterJob)
                Worksheet.parse("w.sql", worksheet, Map.of("V", value)).get(0);
        assertThat(job.options())
                .extracting(option -> option.value())
                .containsExactly(
                        new OptionValue.Text(value), new OptionValue.Word("x" + value), new OptionValue.Text(value));
    }

    @Property
    void aVariableOutsideOfQuotesNeverEndsItsStatement(@ForAll("fragments") String value) {
        try {
            List<Statement> statements =
                    Worksheet.parse("w.sql", "SELECT 1 + ${V} , 'x'; SELECT 2", Map.of("V", value));
            assertThat(statements).hasSize(2);
            assertThat(((Statement.Query) statements.get(1)).query().location().column())
                    .isEqualTo(24);
        } catch (MillraceException e) {
            assertThat(e.kind()).isEqualTo(ErrorKind.USER);
        }
    }

    @Property(tries = 1000)
    void damagedWorksheetsGiveAnErrorWithAPlaceAndNothingElse(@ForAll("damaged") String text) {
        try {
            parse(text);
        } catch (MillraceException e) {
            assertThat(e.kind()).isEqualTo(ErrorKind.USER);
            assertThat(e.location()).isPresent();
            int line = e.location().get().line();
            assertThat(line)
                    .isLessThanOrEqualTo(
                            (int) text.chars().filter(c -> c == '\n').count() + 1);
            assertThat(Diagnostics.render(e, text)).contains(e.code().code());
        }
    }

    @Provide
    Arbitrary<String> fragments() {
        return Arbitraries.of(";", "'", "--", "/*", "*/", "-", "1", "a", " ", "(", ")", "$$", "\"", "\n", "${V}", "E'")
                .list()
                .ofMaxSize(4)
                .map(parts -> String.join("", parts));
    }

    /** The golden worksheets with a token taken out, put in, doubled or replaced. */
    @Provide
    Arbitrary<String> damaged() {
        List<String> statements = goldenStatements();
        Arbitrary<String> noise = Arbitraries.of(
                ";", "'", "(", ")", "]", "=", ",", "AS", "INTO", "SELECT", "SET", "x", "1", "$y", "END", "CASE", "\n",
                "é", "{");
        return Arbitraries.of(statements).flatMap(statement -> {
            List<SqlToken> tokens = SqlTokens.split(statement);
            return Arbitraries.integers()
                    .between(0, Math.max(0, tokens.size() - 1))
                    .flatMap(at -> noise.flatMap(word -> Arbitraries.of("drop", "insert", "double", "replace")
                            .map(damage -> damage(tokens, at, damage, word))));
        });
    }

    private static String damage(List<SqlToken> tokens, int at, String damage, String word) {
        List<String> texts = new ArrayList<>(tokens.stream().map(SqlToken::text).toList());
        switch (damage) {
            case "drop" -> texts.remove(at);
            case "insert" -> texts.add(at, word);
            case "double" -> texts.add(at, texts.get(at));
            default -> texts.set(at, word);
        }
        return String.join(" ", texts);
    }

    private static List<String> goldenStatements() {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/worksheets"))) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .map(WorksheetTest::read)
                    .flatMap(text -> Stream.of(text.split(";\\n")))
                    .filter(text -> !SqlTokens.split(text).isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Statement> parse(String text) {
        return Worksheet.parse("w.sql", text, Map.of());
    }
}
