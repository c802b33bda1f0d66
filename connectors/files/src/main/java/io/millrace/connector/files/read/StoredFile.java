package io.millrace.connector.files.read;

import static java.util.Objects.requireNonNull;

/**
 * A file as its storage shows it.
 *
 * @param name below the root of the storage; the split of its records
 * @param size in bytes, as it is stored
 * @param modifiedMicros since 1970-01-01T00:00:00Z
 * @param version what differs between two contents under one name; empty when the storage does not tell
 */
public record StoredFile(String name, long size, long modifiedMicros, String version) {
    public StoredFile {
        requireNonNull(name, "name is null");
        requireNonNull(version, "version is null");
    }

    /** The same for two looks at a file that has not changed in between, as far as the storage can tell. */
    String identity() {
        return size + " " + modifiedMicros + " " + version;
    }
}
