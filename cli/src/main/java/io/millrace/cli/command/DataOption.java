package io.millrace.cli.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --data}. */
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".millrace",
            description =
                    "The directory with tables, connections and jobs; created when needed. Default: ${DEFAULT-VALUE}")
    private Path directory = Path.of(".millrace");

    Path directory() {
        return directory;
    }
}
