package io.millrace.spi.source;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.option.Options;
import java.util.List;

/**
 * A connection of the process that runs the jobs.
 *
 * @param name of the connection
 * @param options of the connection
 * @param readers the jobs that read it, those included that are paused or have failed
 */
public record ServedConnection(String name, Options options, List<Reader> readers) {
    public ServedConnection {
        requireNonNull(name, "name is null");
        requireNonNull(options, "options is null");
        readers = List.copyOf(readers);
    }

    /**
     * A job.
     *
     * @param source options of its COPY FROM
     */
    public record Reader(String jobId, Options source) {}
}
