package io.millrace.lake.scan;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * One data file.
 *
 * @param path a local path, without a scheme
 * @param firstCommitMicros the least {@code _commit_time} of its rows, microseconds since 1970
 * @param lastCommitMicros the greatest; as a file is written by one commit, mostly the same
 */
public record ScannedFile(String path, long records, long bytes, long firstCommitMicros, long lastCommitMicros)
        implements Serializable {
    public ScannedFile {
        requireNonNull(path, "path is null");
    }
}
