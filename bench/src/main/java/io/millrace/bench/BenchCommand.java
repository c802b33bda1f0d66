package io.millrace.bench;

import io.millrace.cli.Subcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code millrace bench}. */
@Command(
        name = "bench",
        header = "Measures Millrace against DuckDB and against its own promises.",
        synopsisSubcommandLabel = "BENCHMARK",
        subcommands = {
            IngestCommand.class,
            FormatsCommand.class,
            KinesisCommand.class,
            TransformCommand.class,
            MergeCommand.class,
            ReplayCommand.class,
            SpillCommand.class,
            FreshnessCommand.class,
            CommitsCommand.class,
            StartCommand.class
        })
public final class BenchCommand implements Subcommand {
    @Spec
    private CommandSpec spec;

    /** Without a benchmark there is nothing to do but to explain. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return spec.exitCodeOnInvalidInput();
    }
}
