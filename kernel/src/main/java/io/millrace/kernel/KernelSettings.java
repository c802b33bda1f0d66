package io.millrace.kernel;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/**
 * How much the kernel may take.
 *
 * @param memoryLimit bytes outside the Java heap that all sessions together may use before they spill
 * @param temporaryDirectory where they spill to; created when needed
 * @param geoDatabase where addresses of the internet are, a file of MaxMind's format that may be missing
 * @param readable the directories that data files are read from; nothing else can be opened
 */
public record KernelSettings(long memoryLimit, Path temporaryDirectory, Path geoDatabase, List<Path> readable) {
    private static final long MINIMUM = 16L << 20;

    public KernelSettings {
        requireNonNull(temporaryDirectory, "temporaryDirectory is null");
        requireNonNull(geoDatabase, "geoDatabase is null");
        readable = List.copyOf(readable);
        if (memoryLimit < MINIMUM) {
            throw new IllegalArgumentException("the kernel needs at least 16 MiB of memory: " + memoryLimit);
        }
    }

    /** With the database of places, if there is one, beside the temporary directory: {@code geo.mmdb}. */
    public KernelSettings(long memoryLimit, Path temporaryDirectory, List<Path> readable) {
        this(memoryLimit, temporaryDirectory, temporaryDirectory.resolveSibling("geo.mmdb"), readable);
    }
}
