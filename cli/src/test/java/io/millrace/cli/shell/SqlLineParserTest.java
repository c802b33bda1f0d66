package io.millrace.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlLineParserTest {
    private final SqlLineParser parser = new SqlLineParser();

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1;", "SELECT 1; -- done", "", "-- nothing", "quit", "\\q", "help", "EXIT;"})
    void acceptsWhatIsComplete(String line) {
        assertThatCode(() -> parser.parse(line, line.length(), ParseContext.ACCEPT_LINE))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1", "SELECT ';", "SELECT 1; SELECT", "SELECT /* ;"})
    void asksForMore(String line) {
        assertThatThrownBy(() -> parser.parse(line, line.length(), ParseContext.ACCEPT_LINE))
                .isInstanceOf(EOFError.class);
    }

    @Test
    void findsTheDottedNameAtTheCursor() {
        String line = "SELECT * FROM lake.demo.or WHERE";
        ParsedLine parsed = parser.parse(line, 24, ParseContext.COMPLETE);

        assertThat(parsed.word()).isEqualTo("lake.demo.or");
        assertThat(parsed.wordCursor()).isEqualTo(10);
        assertThat(parsed.words()).containsExactly("SELECT", "FROM", "lake.demo.or");
        assertThat(parsed.wordIndex()).isEqualTo(2);
    }
}
