package io.millrace.connector.files.read;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.source.SplitRange;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Where files are kept. Safe for use by many threads. */
public interface Storage extends Closeable {
    /**
     * A file that is being read.
     *
     * @param stream of its bytes as they are stored; its errors are those of the storage
     */
    record Opened(StoredFile file, InputStream stream) {}

    /**
     * Opens the file that was planned.
     *
     * @throws MillraceException when it is no longer the one that was planned
     */
    Opened open(SplitRange planned) throws IOException;

    /** Whether a file can be opened anywhere at the cost of one request; of other storages files are read whole. */
    default boolean opensAnywhere() {
        return false;
    }

    /**
     * Opens {@code [from, to)} of the file that was planned, for storages that open anywhere. The file that is told is the
     * whole one; the stream may go on behind {@code to}.
     *
     * @throws MillraceException when it is no longer the one that was planned
     */
    default Opened open(SplitRange planned, long from, long to) throws IOException {
        throw new UnsupportedOperationException("a storage that opens files at their beginning only");
    }

    /** Fails when what was read of a file cannot be of one moment. Called at its end. */
    void requireUnchanged(StoredFile file) throws IOException;

    /** Deletes the file that was read, if it is still that one; a file that is gone is no error. */
    void delete(SplitRange read) throws IOException;

    /** What to report for an error of this storage. */
    MillraceException failure(String name, IOException error);

    @Override
    void close();
}
