package io.millrace.kernel;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/**
 * How much the kernel may take.
 *
 * @param memoryLimit bytes outside the Java heap that all sessions together may use before they spill
 * @param temporaryDirectory where they spill to; created when needed
 * @param readable the directories that data files are read from; nothing else can be opened
 */
public record KernelSettings(long memoryLimit, Path temporaryDirectory, List<Path> readable) {
    private static final long MINIMUM = 16L << 20;

    public KernelSettings {
        requireNonNull(temporaryDirectory, "temporaryDirectory is null");
        readable = List.copyOf(readable);
        if (memoryLimit < MINIMUM) {
            throw new IllegalArgumentException("the kernel needs at least 16 MiB of memory: " + memoryLimit);
        }
    }
}
