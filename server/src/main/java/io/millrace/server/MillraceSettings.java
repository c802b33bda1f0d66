package io.millrace.server;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.decode.Format;
import io.millrace.spi.source.Connector;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * What one Millrace is made of.
 *
 * @param dataDirectory everything that is kept
 * @param parallelism tasks executed at the same time
 * @param kernelMemory bytes outside the Java heap for SQL
 * @param serialiseTasks whether tasks pass through their serialised form even within this process
 */
public record MillraceSettings(
        Path dataDirectory,
        List<Connector> connectors,
        List<Format> formats,
        int parallelism,
        long kernelMemory,
        RunMode mode,
        boolean serialiseTasks,
        InstantSource clock) {
    public MillraceSettings {
        requireNonNull(dataDirectory, "dataDirectory is null");
        connectors = List.copyOf(connectors);
        formats = List.copyOf(formats);
        requireNonNull(mode, "mode is null");
        requireNonNull(clock, "clock is null");
    }
}
