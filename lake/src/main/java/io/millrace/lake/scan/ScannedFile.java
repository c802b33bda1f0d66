package io.millrace.lake.scan;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.storage.FileCache;
import java.io.Serializable;

/**
 * One data file.
 *
 * @param location with a scheme unless it is of this machine
 * @param firstCommitMicros the least {@code _commit_time} of its rows, microseconds since 1970
 * @param lastCommitMicros the greatest; as a file is written by one commit, mostly the same
 */
public record ScannedFile(String location, long records, long bytes, long firstCommitMicros, long lastCommitMicros)
        implements FileCache.Remote, Serializable {
    public ScannedFile {
        requireNonNull(location, "location is null");
    }
}
