package io.millrace.connector.files.object;

import io.millrace.connector.files.read.Storage;
import io.millrace.connector.files.read.StoredFile;
import io.millrace.spi.error.MillraceException;
import java.util.function.Consumer;

/**
 * The objects below a place in a bucket. An object appears whole, never changes, and has a time of change of whole
 * seconds, given by the store; another object may take its name. Lists are in the order of the names' UTF-8 bytes.
 */
public interface ObjectStore extends Storage {
    /** Where the objects are, as a user would write it. */
    String address();

    /**
     * Shows every object whose name begins with {@code prefix} and comes after {@code startAfter}; both may be empty.
     *
     * @throws MillraceException SOURCE_NOT_FOUND, SOURCE_ACCESS_DENIED or SOURCE_UNAVAILABLE
     */
    void list(String prefix, String startAfter, Consumer<StoredFile> each);

    /** Fails like {@link #list}, at the cost of one request. */
    void validate();
}
