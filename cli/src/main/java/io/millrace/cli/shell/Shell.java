package io.millrace.cli.shell;

import static java.util.Objects.requireNonNull;

import io.millrace.sql.token.SqlTokens;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;

/** Statements typed at a terminal, with history and completion, until the user leaves. */
public final class Shell {
    private static final String PROMPT = "millrace> ";
    private static final String NEXT_LINE = "       -> ";

    private final Terminal terminal;
    private final Interpreter interpreter;
    private final SqlSession session;
    private final LineReader reader;

    /** @param history the file that keeps what was typed */
    public Shell(Terminal terminal, Interpreter interpreter, SqlSession session, Path history) {
        this.terminal = requireNonNull(terminal, "terminal is null");
        this.interpreter = requireNonNull(interpreter, "interpreter is null");
        this.session = requireNonNull(session, "session is null");
        this.reader = reader(terminal, session::names, history);
    }

    /** Returns when the user leaves. */
    public void run() {
        terminal.writer().println("Statements end with ';'. 'help' shows what to try, 'quit' or Ctrl-D leaves.");
        Optional<String> line = read();
        while (line.isPresent()) {
            Optional<ShellCommand> command = ShellCommand.of(line.get());
            if (command.equals(Optional.of(ShellCommand.QUIT))) {
                return;
            }
            if (command.isPresent()) {
                help();
            } else {
                interpreter.execute("shell", line.get());
                session.release();
            }
            line = read();
        }
    }

    /** What was typed; an empty text when the user gave it up, nothing when the user leaves. */
    private Optional<String> read() {
        try {
            return Optional.of(reader.readLine(PROMPT));
        } catch (UserInterruptException e) {
            return Optional.of("");
        } catch (EndOfFileException e) {
            return Optional.empty();
        }
    }

    private void help() {
        terminal.writer().println("""
                SHOW TABLES;                            what there is: CONNECTIONS, TABLES, JOBS, FUNCTIONS
                DESCRIBE lake.demo.orders;              the columns of a table
                SELECT * FROM lake.demo.orders LIMIT 5; a query, in DuckDB's dialect
                SELECT $commit_time, * FROM ...;        with system columns
                SHOW JOBS;                              how the jobs do
                Tab completes keywords, tables and columns; the up arrow brings back what was typed.""");
        terminal.flush();
    }

    private static LineReader reader(Terminal terminal, Supplier<List<String>> names, Path history) {
        return LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("millrace")
                .parser(new SqlLineParser())
                .completer(new SqlCompleter(Words.all(SqlTokens.keywords()), names))
                .history(new DefaultHistory())
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, NEXT_LINE)
                .variable(LineReader.INDENTATION, 0)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_REDUCE_BLANKS, false)
                .build();
    }
}
