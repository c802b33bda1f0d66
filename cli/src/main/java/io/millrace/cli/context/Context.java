package io.millrace.cli.context;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;

/**
 * What every command is given.
 *
 * @param stop asked by commands that run until they are told to stop
 */
public record Context(Console console, Opener opener, InstantSource clock, StopRequest stop) {
    public Context {
        requireNonNull(console, "console is null");
        requireNonNull(opener, "opener is null");
        requireNonNull(clock, "clock is null");
        requireNonNull(stop, "stop is null");
    }

    public ErrorPrinter errors() {
        return new ErrorPrinter(console.err());
    }
}
