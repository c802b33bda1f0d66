package io.millrace.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

class SqlCompleterTest {
    private final SqlCompleter completer =
            new SqlCompleter(List.of("SELECT", "SHOW"), () -> List.of("lake.demo.orders", "orderid"));

    @Test
    void offersTablesAloneBehindFrom() throws Exception {
        assertThat(complete("SELECT * FROM la")).containsExactly("lake.demo.orders");
    }

    @Test
    void offersEverythingElsewhere() throws Exception {
        assertThat(complete("S")).containsExactly("lake.demo.orders", "orderid", "SELECT", "SHOW");
    }

    @Test
    void writesKeywordsAsTheUserDoes() throws Exception {
        assertThat(complete("se")).contains("select", "show");
    }

    private List<String> complete(String line) throws Exception {
        List<Candidate> candidates = new ArrayList<>();
        try (DumbTerminal terminal = new DumbTerminal(InputStream.nullInputStream(), OutputStream.nullOutputStream())) {
            completer.complete(new LineReaderImpl(terminal), new WordAtCursor(line, line.length()), candidates);
        }
        return candidates.stream().map(Candidate::value).toList();
    }
}
