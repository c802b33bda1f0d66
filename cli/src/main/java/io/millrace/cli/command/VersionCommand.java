package io.millrace.cli.command;

import static java.util.Objects.requireNonNull;

import io.millrace.cli.context.Context;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code millrace version}. */
@Command(name = "version", header = "Shows the versions of Millrace and of Java.")
final class VersionCommand implements Callable<Integer> {
    private final Context context;

    VersionCommand(Context context) {
        this.context = requireNonNull(context, "context is null");
    }

    @Override
    public Integer call() {
        context.console().out().println("millrace " + Version.number() + " (Java " + Runtime.version() + ")");
        context.console().out().flush();
        return 0;
    }
}
