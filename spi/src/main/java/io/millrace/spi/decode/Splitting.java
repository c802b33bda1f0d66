package io.millrace.spi.decode;

import java.io.IOException;
import java.util.List;

/**
 * Where payloads of a format may be cut, so that several tasks read one of them. Decoded one after the other the pieces yield
 * the rows and rejects of the whole; cut again at the same places, they are the same.
 */
public interface Splitting {
    /** For formats whose payloads are read whole. */
    Splitting NONE = (payload, wanted) -> List.of();

    /**
     * Cuts a payload at the first place at or after each of those that are wanted; at fewer where there is none.
     *
     * @param wanted positions in the payload, ascending
     * @return pieces in the order of the payload; empty when it is to be read whole
     * @throws IOException when the payload cannot be read; a payload that is damaged is read whole, or cut where it is not
     */
    List<Piece> cut(PayloadBytes payload, long[] wanted) throws IOException;
}
