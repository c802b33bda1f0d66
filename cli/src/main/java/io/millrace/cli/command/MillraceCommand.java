package io.millrace.cli.command;

import io.millrace.cli.context.Context;
import io.millrace.cli.context.ErrorPrinter;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code millrace}: the command line with all its commands. */
@Command(
        name = "millrace",
        header = "Streams into Apache Iceberg tables with nothing but SQL.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Begin with:",
            "  millrace demo --for 20s                    a stream of orders becomes two tables",
            "  millrace run examples/files.sql --set ORDERS=examples/orders --until-caught-up",
            "  millrace sql -e \"SELECT * FROM lake.files.items\"",
            "",
            "'millrace COMMAND --help' explains a command."
        })
public final class MillraceCommand implements Callable<Integer> {
    private static final int USAGE_WIDTH = 100;

    @Spec
    private CommandSpec spec;

    private MillraceCommand() {}

    /** The command line. Executing it returns the exit code; errors are shown, never thrown. */
    public static CommandLine create(Context context, List<? extends Callable<Integer>> more) {
        CommandLine line = new CommandLine(new MillraceCommand())
                .addSubcommand(new DemoCommand(context))
                .addSubcommand(new RunCommand(context))
                .addSubcommand(new CheckCommand(context))
                .addSubcommand(new SqlCommand(context))
                .addSubcommand(new JobsCommand(context))
                .addSubcommand(new VersionCommand(context));
        more.forEach(line::addSubcommand);
        line.getCommandSpec().addOption(help());
        ErrorPrinter errors = context.errors();
        return line.setOut(context.console().out())
                .setErr(context.console().err())
                .setUsageHelpWidth(USAGE_WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(new ColorScheme.Builder(Ansi.OFF).build())
                .setParameterExceptionHandler((error, arguments) -> misused(error))
                .setExecutionExceptionHandler((error, command, arguments) -> errors.print(error));
    }

    /** Without a command there is nothing to do but to explain. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        spec.commandLine().getErr().flush();
        return spec.exitCodeOnInvalidInput();
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .scopeType(ScopeType.INHERIT)
                .description("Show this help and end")
                .build();
    }

    private static int misused(ParameterException error) {
        CommandLine command = error.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(error.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(error, err);
        err.println("'" + command.getCommandSpec().qualifiedName() + " --help' shows what it takes");
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }
}
