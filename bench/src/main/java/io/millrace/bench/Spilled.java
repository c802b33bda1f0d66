package io.millrace.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The most that ever lay in a directory while somebody looked. */
final class Spilled {
    private final Path directory;
    private long most;

    Spilled(Path directory) {
        this.directory = directory;
    }

    void look() {
        try (Stream<Path> files = Files.walk(directory)) {
            most = Math.max(most, files.mapToLong(Spilled::bytes).sum());
        } catch (IOException | UncheckedIOException e) {
            // not there yet, or a file went while it was looked for; the next look tells
        }
    }

    long most() {
        return most;
    }

    private static long bytes(Path file) {
        return Files.isRegularFile(file) ? file.toFile().length() : 0;
    }
}
