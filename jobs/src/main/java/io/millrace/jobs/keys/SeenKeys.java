package io.millrace.jobs.keys;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The keys that one job has landed within its window, each as 128 bits of a cryptographic hash with the time at which it
 * landed. They live in files that are mapped, so that the heap does not grow with the window; nothing in them has to
 * survive, for they can be read again from the table. Used by one task at a time.
 */
public final class SeenKeys implements AutoCloseable {
    private static final int PARTS = 16;
    private static final int PART_SHIFT = 60;

    private final Path directory;
    private final KeyTable[] parts = new KeyTable[PARTS];
    private String at = "";

    /** @param directory of its own; made, and deleted with all that is in it when this is closed */
    public SeenKeys(Path directory) {
        this.directory = requireNonNull(directory, "directory is null");
    }

    /** The run whose keys are the last in here, as given to {@link #reached}; empty text when that is not known. */
    public String at() {
        return at;
    }

    /** What is in here is from now on neither the state before a run nor that after it. */
    public void leave() {
        at = "";
    }

    public void reached(String run) {
        at = run;
    }

    /** Forgets all keys. */
    public void clear() {
        at = "";
        for (int i = 0; i < PARTS; i++) {
            if (parts[i] != null) {
                parts[i].close();
                parts[i] = null;
            }
        }
    }

    /**
     * Adds a key, unless it is there and landed after {@code cutoffMicros}.
     *
     * @param micros when it lands, microseconds since 1970, positive
     * @return whether it was added
     */
    public boolean add(long high, long low, long micros, long cutoffMicros) {
        int part = (int) (high >>> PART_SHIFT);
        if (parts[part] == null) {
            parts[part] = new KeyTable(file(part));
        }
        return parts[part].add(high, low, micros, cutoffMicros);
    }

    @Override
    public void close() {
        clear();
        try {
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private Path file(int part) {
        try {
            return Files.createDirectories(directory).resolve("keys-" + part);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private MillraceException unusable(IOException cause) {
        return new MillraceException(
                ErrorCode.STORAGE_FULL, "Cannot keep keys in " + directory + ": " + cause.getMessage(), cause);
    }
}
