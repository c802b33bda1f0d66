package io.millrace.lake.scan;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.storage.FileCache;
import java.io.Serializable;
import java.util.List;
import org.apache.iceberg.DeleteFile;

/**
 * One data file.
 *
 * @param location with a scheme unless it is of this machine
 * @param firstCommitMicros the least {@code _commit_time} of its rows, microseconds since 1970
 * @param lastCommitMicros the greatest; as a file is written by one commit, mostly the same
 * @param deletes that tell which of its rows are not to be read
 */
public record ScannedFile(
        String location,
        long records,
        long bytes,
        long firstCommitMicros,
        long lastCommitMicros,
        List<DeleteFile> deletes)
        implements FileCache.Remote, Serializable {
    public ScannedFile {
        requireNonNull(location, "location is null");
        deletes = List.copyOf(deletes);
    }
}
