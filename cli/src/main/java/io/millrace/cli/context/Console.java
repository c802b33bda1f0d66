package io.millrace.cli.context;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;

/**
 * Where commands read and write.
 *
 * @param terminal opens the terminal that a person sits at; empty when input or output is a file or a pipe
 */
public record Console(InputStream in, PrintWriter out, PrintWriter err, Optional<Supplier<Terminal>> terminal) {
    public Console {
        requireNonNull(in, "in is null");
        requireNonNull(out, "out is null");
        requireNonNull(err, "err is null");
        requireNonNull(terminal, "terminal is null");
    }

    /** How many columns {@code terminal} shows; empty when it does not say. */
    public static OptionalInt width(Terminal terminal) {
        int width = terminal.getWidth();
        return width > 0 ? OptionalInt.of(width) : OptionalInt.empty();
    }
}
