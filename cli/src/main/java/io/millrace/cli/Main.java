package io.millrace.cli;

import io.millrace.cli.command.MillraceCommand;
import io.millrace.cli.context.Console;
import io.millrace.cli.context.Context;
import io.millrace.cli.context.StopRequest;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jline.utils.Signals;

/** The entry of the process. */
public final class Main {
    /** Set by the launcher, which can tell; what the JDK says differs from version to version. */
    private static final String ON_TERMINAL = "millrace.terminal";

    private static final int INTERRUPTED = 130;

    private Main() {}

    /** Executes one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        StopRequest stop = new StopRequest();
        SystemTerminal terminal = new SystemTerminal();
        Runnable interrupted = () -> interrupt(stop, terminal);
        Signals.register("INT", interrupted);
        Signals.register("TERM", interrupted);
        InstantSource clock = Clock.systemUTC();
        Context context = new Context(console(terminal), new Wiring(clock), clock, stop);
        List<Subcommand> more = ServiceLoader.load(Subcommand.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        int code = MillraceCommand.create(context, more).execute(arguments);
        context.console().out().flush();
        context.console().err().flush();
        System.exit(code);
    }

    private static Console console(SystemTerminal system) {
        Optional<Supplier<Terminal>> terminal =
                Boolean.getBoolean(ON_TERMINAL) ? Optional.of(system) : Optional.empty();
        return new Console(System.in, writer(FileDescriptor.out), writer(FileDescriptor.err), terminal);
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    /** Asks a command that listens to stop; ends the process if none does, or the second time. */
    private static void interrupt(StopRequest stop, SystemTerminal terminal) {
        if (stop.isRequested() || !stop.isHeeded()) {
            terminal.restore();
            Runtime.getRuntime().halt(INTERRUPTED);
        }
        stop.request();
    }
}
