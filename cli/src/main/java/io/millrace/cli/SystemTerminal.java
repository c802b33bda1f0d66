package io.millrace.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;

/** The terminal of the process, opened when it is first asked for and restored when the process ends. */
final class SystemTerminal implements Supplier<Terminal> {
    private volatile Optional<Terminal> terminal = Optional.empty();
    private volatile Attributes before = new Attributes();

    @Override
    public synchronized Terminal get() {
        Terminal opened = terminal.orElseGet(SystemTerminal::open);
        if (terminal.isEmpty()) {
            before = opened.getAttributes();
        }
        terminal = Optional.of(opened);
        return opened;
    }

    /** Brings the terminal back to how it was, for a process that ends at once. */
    void restore() {
        Optional<Terminal> opened = terminal;
        opened.ifPresent(open -> {
            open.puts(Capability.cursor_visible);
            open.flush();
            open.setAttributes(before);
        });
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
