package io.millrace.cli.command;

import static java.util.Objects.requireNonNull;

import io.millrace.cli.context.Console;
import io.millrace.cli.context.Context;
import io.millrace.cli.print.OutputFormat;
import io.millrace.cli.print.ResultPrinter;
import io.millrace.cli.shell.Interpreter;
import io.millrace.cli.shell.Script;
import io.millrace.cli.shell.Script.OnError;
import io.millrace.cli.shell.Shell;
import io.millrace.cli.shell.SqlSession;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace sql}. */
@Command(
        name = "sql",
        header = "Executes statements from -e, from standard input, or typed at a terminal.",
        description = {
            "Queries may run beside a process that runs the jobs of the same data directory. Jobs that are created here run"
                    + " with 'millrace run'."
        },
        footer = {
            "",
            "Examples:",
            "  millrace sql                                          a shell",
            "  millrace sql -e \"SELECT count(*) FROM lake.demo.orders\"",
            "  millrace sql -e \"SHOW TABLES\" --output json           one object per line",
            "  millrace sql --output csv < report.sql > report.csv",
            "",
            "Exit codes: 0, else that of the first error: 2 for an error in a statement, 3 for a system that failed"
        })
final class SqlCommand implements Callable<Integer> {
    private static final int DEFAULT_WIDTH = 120;

    private final Context context;

    @Option(
            names = {"-e", "--execute"},
            paramLabel = "SQL",
            description = "Statements to execute; may be given again")
    private List<String> statements = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "How rows are written: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private OutputFormat output = OutputFormat.TABLE;

    @Option(names = "--keep-going", description = "Go on with the next statement after an error")
    private boolean keepGoing;

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private VariablesOption variables = new VariablesOption();

    SqlCommand(Context context) {
        this.context = requireNonNull(context, "context is null");
    }

    @Override
    public Integer call() {
        try (SqlSession session = new SqlSession(context.opener(), data.directory())) {
            Console console = context.console();
            if (!statements.isEmpty()) {
                String text = String.join(";\n", statements);
                return script(session, "-e", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            }
            if (console.terminal().isEmpty()) {
                return script(session, "stdin", console.in());
            }
            shell(session, console.terminal().get().get());
            return 0;
        }
    }

    private int script(SqlSession session, String name, InputStream text) {
        Interpreter interpreter = interpreter(session, context.console().out(), OptionalInt.empty());
        return new Script(interpreter, name, keepGoing ? OnError.GO_ON : OnError.STOP).run(text);
    }

    private void shell(SqlSession session, Terminal terminal) {
        OptionalInt width = OptionalInt.of(Console.width(terminal).orElse(DEFAULT_WIDTH));
        Path history = Path.of(System.getProperty("user.home"), ".millrace_history");
        Interpreter interpreter = interpreter(session, terminal.writer(), width);
        new Shell(terminal, interpreter, session, history).run();
    }

    private Interpreter interpreter(SqlSession session, PrintWriter out, OptionalInt width) {
        ResultPrinter printer = ResultPrinter.of(output, out, context.console().err(), width);
        return new Interpreter(session, printer, context.errors(), variables.values());
    }
}
