package io.millrace.cli.command;

import static java.util.Objects.requireNonNull;

import io.millrace.cli.context.Context;
import io.millrace.cli.context.Worksheets;
import io.millrace.server.Millrace;
import io.millrace.server.PlanStep;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.tree.Statement;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code millrace check}. */
@Command(
        name = "check",
        header = "Checks worksheets and shows what they would do; creates and runs nothing.",
        footer = {
            "",
            "Examples:",
            "  millrace check orders.sql --set KAFKA=host:9092",
            "",
            "Exit codes: 0 when all is right, 2 for an error, shown with its place"
        })
final class CheckCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Worksheets, checked in this order")
    private List<Path> files = List.of();

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private VariablesOption variables = new VariablesOption();

    CheckCommand(Context context) {
        this.context = requireNonNull(context, "context is null");
    }

    @Override
    public Integer call() {
        Worksheets worksheets = Worksheets.read(files);
        try {
            List<PlanStep> steps = check(worksheets.parse(variables.values()));
            PrintWriter out = context.console().out();
            for (PlanStep step : steps) {
                out.println(step.location() + ": " + step.what());
                step.details().forEach(detail -> out.println("    " + detail));
            }
            out.println(steps.size() == 1 ? "1 statement is right" : steps.size() + " statements are right");
            out.flush();
            return 0;
        } catch (MillraceException e) {
            return context.errors().print(e, worksheets.texts());
        }
    }

    private List<PlanStep> check(List<Statement> statements) {
        try (Millrace millrace = context.opener().read(data.directory())) {
            return millrace.check(statements);
        }
    }
}
