package io.millrace.cli.shell;

import static java.util.Objects.requireNonNull;

import io.millrace.cli.context.ErrorPrinter;
import io.millrace.cli.print.ResultPrinter;
import io.millrace.sql.Worksheet;
import io.millrace.sql.tree.Statement;
import java.util.Map;

/** Executes the text of statements and writes what they yield, or their error. */
public final class Interpreter {
    private final SqlSession session;
    private final ResultPrinter printer;
    private final ErrorPrinter errors;
    private final Map<String, String> variables;

    /** @param variables values for {@code ${NAME}} */
    public Interpreter(SqlSession session, ResultPrinter printer, ErrorPrinter errors, Map<String, String> variables) {
        this.session = requireNonNull(session, "session is null");
        this.printer = requireNonNull(printer, "printer is null");
        this.errors = requireNonNull(errors, "errors is null");
        this.variables = Map.copyOf(variables);
    }

    /**
     * Executes the statements of a text up to the first that fails.
     *
     * @param name stands for the text in errors
     * @return the exit code: 0 when nothing failed
     */
    public int execute(String name, String text) {
        try {
            for (Statement statement : Worksheet.parse(name, text, variables)) {
                printer.print(session.execute(statement));
            }
            return 0;
        } catch (RuntimeException e) {
            return errors.print(e, Map.of(name, text));
        }
    }
}
