package io.millrace.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The terminal of the process, opened when it is first asked for and restored when the process ends. */
final class SystemTerminal implements Supplier<Terminal> {
    private Optional<Terminal> terminal = Optional.empty();

    @Override
    public synchronized Terminal get() {
        Terminal opened = terminal.orElseGet(SystemTerminal::open);
        terminal = Optional.of(opened);
        return opened;
    }

    private static Terminal open() {
        try {
            return TerminalBuilder.builder()
                    .name("millrace")
                    .system(true)
                    .dumb(true)
                    .nativeSignals(false)
                    .encoding(StandardCharsets.UTF_8)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open the terminal", e);
        }
    }
}
