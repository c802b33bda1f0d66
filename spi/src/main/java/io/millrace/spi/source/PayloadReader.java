package io.millrace.spi.source;

import io.millrace.spi.batch.Column;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A cursor over payloads: Kafka messages whole, files in chunks. Nothing is allocated per payload where the client
 * library allows; what the accessors return is valid until the next call of {@link #next}.
 */
public interface PayloadReader extends AutoCloseable {
    /** Moves to the next payload or chunk; false at the end of the ranges. */
    boolean next();

    /** The array that holds the payload at {@code [start(), end())}. */
    byte[] bytes();

    int start();

    int end();

    /** Whether the payload ends with these bytes; otherwise a record may go on in the next chunk. */
    boolean complete();

    /** For a payload in chunks: the next chunk begins with what was not consumed of this one. */
    void consumed(int bytes);

    /**
     * Why what follows this payload in its split cannot be read, such as a broken compressed file; the payload, which
     * may be empty, is then the last of its split. It is to be kept as one reject with {@link #coordinates}; the bytes
     * before the damage are good. Empty as a rule.
     */
    default Optional<String> damage() {
        return Optional.empty();
    }

    /**
     * What a person may want to know of how payloads are read, such as a compression that was recognised: one word that says
     * what it is about, what was found, a colon, and why. Each note is given once.
     */
    default List<String> takeNotes() {
        return List.of();
    }

    /** The split of the payload. */
    String split();

    /** The offset of the payload in its split. */
    BigInteger offset();

    /** The source's own time of the payload, in microseconds since 1970-01-01T00:00:00Z. */
    long timeMicros();

    /** The system columns, filled by {@link #appendCoordinates}; the reader's own, reused after {@link #clearColumns}. */
    List<Column> columns();

    /** Gives rows {@code [firstRow, firstRow + count)} the coordinates of this payload. */
    void appendCoordinates(int firstRow, int count);

    /**
     * Gives a slot behind all rows the coordinates of this payload, for a reject: as {@link #appendCoordinates}, except for
     * what counts rows. Whoever asks for it takes the slot away again.
     */
    default void appendOrigin(int slot) {
        appendCoordinates(slot, 1);
    }

    /** Empties {@link #columns} for the next batch. */
    void clearColumns();

    /** The coordinates of a record of this payload as a JSON object, for rejects. */
    String coordinates();

    @Override
    void close();
}
