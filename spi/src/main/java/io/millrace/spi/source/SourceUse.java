package io.millrace.spi.source;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * Who uses a source.
 *
 * @param jobId of the job that reads; the same for as long as the job exists
 * @param connection the name of the connection that it reads
 */
public record SourceUse(String jobId, String connection) implements Serializable {
    public SourceUse {
        requireNonNull(jobId, "jobId is null");
        requireNonNull(connection, "connection is null");
    }
}
