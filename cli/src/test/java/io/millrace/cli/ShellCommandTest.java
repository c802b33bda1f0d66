package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.context.Console;
import io.millrace.cli.context.Context;
import io.millrace.cli.context.ErrorPrinter;
import io.millrace.cli.context.StopRequest;
import io.millrace.cli.print.OutputFormat;
import io.millrace.cli.print.ResultPrinter;
import io.millrace.cli.shell.Interpreter;
import io.millrace.cli.shell.Shell;
import io.millrace.cli.shell.SqlSession;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell on a terminal that can do nothing but letters, typed at ahead. */
class ShellCommandTest {
    @TempDir
    private Path directory;

    @Test
    void executesWhatIsTypedUntilTheUserLeaves() throws Exception {
        String shown = type("""
                CREATE TABLE lake.t.x
                  (a BIGINT);
                SELECT 41 + 1
                AS answer;
                SELECT nope;
                help
                quit
                SELECT 'not reached';
                """);

        assertThat(shown)
                .contains("created table lake.t.x", " answer\n────────\n     42\n(1 row)", "SHOW TABLES;")
                .contains("shell:1:8: MR2010: Cannot find column: nope", "SELECT nope;\n       ^")
                .doesNotContain("not reached\n(1 row)");
        assertThat(Files.readString(directory.resolve("history"))).contains("AS answer;");
    }

    @Test
    void leavesAtTheEndOfItsInput() throws Exception {
        assertThat(type("SELECT 1 AS one;\n")).contains("(1 row)");
    }

    private String type(String text) throws Exception {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        InputStream keys = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        Wiring wiring = new Wiring(Clock.systemUTC());
        try (Terminal terminal = new DumbTerminal("test", Terminal.TYPE_DUMB, keys, screen, StandardCharsets.UTF_8);
                SqlSession session = new SqlSession(wiring, directory.resolve("data"))) {
            Console console = new Console(keys, terminal.writer(), terminal.writer(), Optional.empty());
            ErrorPrinter errors = new Context(console, wiring, Clock.systemUTC(), new StopRequest()).errors();
            ResultPrinter printer =
                    ResultPrinter.of(OutputFormat.TABLE, terminal.writer(), terminal.writer(), OptionalInt.empty());
            Interpreter interpreter = new Interpreter(session, printer, errors, Map.of());
            new Shell(terminal, interpreter, session, directory.resolve("history")).run();
            terminal.flush();
        }
        return screen.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
