package io.millrace.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code --set}. */
final class VariablesOption {
    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A value for $${NAME} in the worksheet; may be given again for other names")
    private Map<String, String> values = new LinkedHashMap<>();

    Map<String, String> values() {
        return values;
    }
}
