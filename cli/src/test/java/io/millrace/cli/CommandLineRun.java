package io.millrace.cli;

import io.millrace.cli.command.MillraceCommand;
import io.millrace.cli.context.Console;
import io.millrace.cli.context.Context;
import io.millrace.cli.context.StopRequest;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A command that was executed in this process, the real parts behind it.
 *
 * @param code the exit code
 */
record CommandLineRun(int code, String out, String err) {
    /** Executes a command that takes {@code --data}. */
    static CommandLineRun millrace(Path dataDirectory, String... arguments) {
        return withInput("", dataDirectory, arguments);
    }

    static CommandLineRun withInput(String input, Path dataDirectory, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", dataDirectory.toString()));
        return execute(input, new StopRequest(), all);
    }

    static CommandLineRun execute(String input, StopRequest stop, List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out),
                new PrintWriter(err),
                Optional.empty());
        InstantSource clock = Clock.systemUTC();
        Context context = new Context(console, new Wiring(clock), clock, stop);
        int code = MillraceCommand.create(context, List.of()).execute(arguments.toArray(String[]::new));
        return new CommandLineRun(code, out.toString(), err.toString());
    }

    /** The lines of the output. */
    List<String> lines() {
        return out.lines().toList();
    }

    /** Both outputs, for descriptions of what went wrong. */
    @Override
    public String toString() {
        return Stream.of("exit code " + code, out, err).reduce("", (a, b) -> a + "\n" + b);
    }
}
