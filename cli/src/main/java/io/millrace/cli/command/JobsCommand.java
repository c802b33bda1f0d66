package io.millrace.cli.command;

import static java.util.Objects.requireNonNull;

import io.millrace.cli.context.Context;
import io.millrace.cli.print.OutputFormat;
import io.millrace.cli.print.ResultPrinter;
import io.millrace.server.Millrace;
import io.millrace.sql.Worksheet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace jobs}. */
@Command(
        name = "jobs",
        header = "Shows the jobs of a data directory and how they do.",
        description = "The same as 'millrace sql -e \"SHOW JOBS\"'; works beside the process that runs them.",
        footer = {"", "Examples:", "  millrace jobs", "  millrace jobs --output json"})
final class JobsCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "How rows are written: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private OutputFormat output = OutputFormat.TABLE;

    JobsCommand(Context context) {
        this.context = requireNonNull(context, "context is null");
    }

    @Override
    public Integer call() {
        ResultPrinter printer = ResultPrinter.of(
                output, context.console().out(), context.console().err(), OptionalInt.empty());
        try (Millrace millrace = context.opener().read(data.directory())) {
            Worksheet.parse("jobs", "SHOW JOBS", Map.of())
                    .forEach(statement -> printer.print(millrace.execute(statement)));
        }
        return 0;
    }
}
