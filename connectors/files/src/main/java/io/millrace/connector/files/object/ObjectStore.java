package io.millrace.connector.files.object;

import io.millrace.connector.files.read.Storage;
import io.millrace.connector.files.read.StoredFile;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * The objects below a place in a bucket. An object appears whole, never changes, and has a time of change of whole
 * seconds, given by the store; another object may take its name. Lists are in the order of the names' UTF-8 bytes.
 */
public interface ObjectStore extends Storage {
    /** Where the object is, as a user would write it. */
    String address(String name);

    /** Where the objects are, as a user would write it. */
    default String address() {
        return address("");
    }

    /**
     * Shows every object whose name begins with {@code prefix} and comes after {@code startAfter}; both may be empty.
     *
     * @throws MillraceException SOURCE_NOT_FOUND, SOURCE_ACCESS_DENIED or SOURCE_UNAVAILABLE
     */
    void list(String prefix, String startAfter, Consumer<StoredFile> each);

    /** Fails like {@link #list}, at the cost of one request. */
    void validate();

    @Override
    default MillraceException failure(String name, IOException error) {
        return new MillraceException(
                ErrorCode.SOURCE_UNAVAILABLE, "Cannot read file " + address(name) + ": " + error.getMessage(), error);
    }

    /** What to report when the object that was planned is not there. */
    default MillraceException gone(String name) {
        return changed(name, "it is gone, or there is another one,");
    }

    /** What to report when there is another object than the one that was planned. */
    default MillraceException replaced(String name) {
        return changed(name, "there is another one");
    }

    private MillraceException changed(String name, String how) {
        return new MillraceException(
                ErrorCode.SOURCE_UNAVAILABLE,
                "Cannot read file " + address(name) + ": " + how + " since it was planned");
    }
}
