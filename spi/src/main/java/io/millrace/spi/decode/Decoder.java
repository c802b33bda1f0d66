package io.millrace.spi.decode;

import io.millrace.spi.batch.Batch;
import java.util.List;

/**
 * Turns payloads into columnar batches, finding fields and their kinds as it goes. Bad input is data, not an
 * exception: a record that cannot be decoded goes to the {@link RejectSink} and leaves no trace in the batch.
 *
 * <p>A decoder allocates nothing per record or value. Not safe for use by two threads.
 */
public interface Decoder {
    /**
     * Decodes {@code bytes[from, to)} into the current batch, until the input or the batch's room is used up. The rows
     * of what was decoded are {@code [rows before, rows after)}.
     *
     * @param complete whether the payload ends at {@code to}; if not, an unfinished record at the end is left
     * @return how many bytes were consumed; less than the input when the batch is full or a record is unfinished
     */
    int decode(byte[] bytes, int from, int to, boolean complete, RejectSink rejects);

    /** Rows in the current batch. */
    int rows();

    /** Whether the current batch has no more room and must be taken before decoding goes on. */
    boolean full();

    /** The current batch; valid until {@link #reset}. */
    Batch batch();

    /** Begins the next batch; the columns stay, without values. */
    void reset();

    /** How many times one object held a key twice since the decoder was made; the last value was kept. */
    long duplicateKeys();

    /** How many fields went into the overflow column of their object since the decoder was made: see MAX_COLUMNS. */
    long overflowedFields();

    /** How many fields were passed over since the decoder was made because the schema of their record does not name them. */
    default long unknownFields() {
        return 0;
    }

    /** Gives back what the decoder holds outside the heap, such as a temporary file; it is not to be used any more. */
    default void close() {}

    /**
     * What a person may want to know of how payloads are read, such as a type that was recognised: one word that says what
     * it is about, what was found, a colon, and why. Each note is given once.
     */
    default List<String> takeNotes() {
        return List.of();
    }
}
