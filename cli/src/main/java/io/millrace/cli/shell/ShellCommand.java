package io.millrace.cli.shell;

import java.util.Locale;
import java.util.Optional;

/** What the shell understands besides SQL. */
enum ShellCommand {
    QUIT,
    HELP;

    static Optional<ShellCommand> of(String line) {
        String word = line.strip().toLowerCase(Locale.ROOT);
        return switch (word.endsWith(";") ? word.substring(0, word.length() - 1).strip() : word) {
            case "quit", "exit", "\\q" -> Optional.of(QUIT);
            case "help", "\\?", "\\h", "?" -> Optional.of(HELP);
            default -> Optional.empty();
        };
    }
}
